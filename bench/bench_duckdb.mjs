// The peer of bench_cube: DuckDB counting the same rows in the same minutes.
//
//   node bench_duckdb.mjs FOLDER     FOLDER as written by `bench_cube --export`
//
// One line of JSON a formulation and number of threads. Rows are loaded into memory as
// the smallest integer types, sorted by person as ours are; loading is not timed. The
// result of every formulation is compared with the cube of bench_cube, cell for cell;
// cells that SQL leaves out must be zero there. A difference ends with status 1.
import { readFile } from 'node:fs/promises';
import { DuckDBInstance, version } from '@duckdb/node-api';

const DIMS = ['province', 'sex', 'education', 'age_class', 'origin'];
const ALL = -1; // as in cube_plain.csv

const leaf = DIMS.join(', ');
const cube = `cube (${leaf})`;
// Every subset of the dimensions spelled out, which some plans treat otherwise.
const sets = 'grouping sets (' +
  Array.from({ length: 1 << DIMS.length }, (_, set) =>
    '(' + DIMS.filter((_, d) => (set >> d) & 1).join(', ') + ')').join(', ') + ')';
const from = '(select distinct person, ' + leaf + ' from t)';

// A query gives the dimensions (null for the margin) and n.
const formulations = {
  plain: {
    'cube over a subquery of leaves':
      `select ${leaf}, sum(n)::bigint n from
         (select ${leaf}, count(*) n from t group by ${leaf}) group by ${cube}`,
    'grouping sets over a subquery of leaves':
      `select ${leaf}, sum(n)::bigint n from
         (select ${leaf}, count(*) n from t group by ${leaf}) group by ${sets}`,
    'cube over leaves packed in one key': packed('count(*)', 't'),
    'cube over the rows': `select ${leaf}, count(*) n from t group by ${cube}`,
  },
  distinct: {
    'count(distinct) by cube':
      `select ${leaf}, count(distinct person) n from t group by ${cube}`,
    'count(distinct) by grouping sets':
      `select ${leaf}, count(distinct person) n from t group by ${sets}`,
    'count(distinct) by cube over distinct leaves of persons':
      `select ${leaf}, count(distinct person) n from ${from} group by ${cube}`,
    'rows of a cube with persons, counted':
      `select ${leaf}, count(*) n from
         (select person, ${leaf}, grouping(${leaf}) g from t
          group by ${cube}, person) group by ${leaf}, g`,
    'cube of persons with one leaf, count(distinct) of the others': split(),
  },
};

// One key of 14 bits a leaf, which DuckDB groups fastest, unpacked after the count.
function packed(count, table) {
  const shift = [11, 9, 6, 2, 0], mask = [7, 3, 7, 15, 3];
  const key = DIMS.map((d, i) => `(${d}::usmallint << ${shift[i]})`).join(' | ');
  const unpacked = DIMS.map((d, i) => `((k >> ${shift[i]}) & ${mask[i]}) ${d}`);
  return `select ${leaf}, sum(n)::bigint n from
    (select ${unpacked.join(', ')}, n from
      (select (${key})::usmallint k, ${count} n from ${table} group by k))
    group by ${cube}`;
}

// Most persons have one leaf: they need no count(distinct).
function split() {
  const same = DIMS.map((d) => `min(${d}) = max(${d})`).join(' and ');
  return `with p as materialized
      (select person, ${same} one, ${DIMS.map((d) => `min(${d}) ${d}`).join(', ')}
       from t group by person),
    single as (select ${leaf}, count(*) n from p where one group by ${leaf}),
    several as (select ${leaf}, count(distinct person) n from t
       where person in (select person from p where not one) group by ${cube})
    select ${leaf}, sum(n)::bigint n from
      (select ${leaf}, sum(n) n from single group by ${cube}
       union all select ${leaf}, n from several) group by ${leaf}`;
}

async function expected(path) {
  const cells = new Map();
  for (const line of (await readFile(path, 'utf8')).trim().split('\n')) {
    const at = line.lastIndexOf(',');
    cells.set(line.slice(0, at), Number(line.slice(at + 1)));
  }
  return cells;
}

// Cells that differ: those of SQL that are not ours, and ours above zero not in SQL.
function differences(rows, cells) {
  const left = new Map(cells);
  let wrong = 0;
  for (const row of rows) {
    const key = DIMS.map((_, d) => (row[d] === null ? ALL : Number(row[d]))).join(',');
    if (left.get(key) !== Number(row[DIMS.length])) wrong++;
    left.delete(key);
  }
  for (const n of left.values()) if (n !== 0) wrong++;
  return wrong;
}

function sorted(times) {
  return [...times].sort((a, b) => a - b);
}

// Runs that take long are done fewer times; one alone that takes more than ten seconds.
function runsFor(firstMs) {
  return firstMs > 10000 ? 0 : Math.max(3, Math.min(15, Math.round(12000 / firstMs)));
}

async function measure(connection, sql) {
  const wall = [], cpu = [];
  let rows, runs = 1;
  for (let i = 0; i < runs; i++) {
    const cpuBefore = process.cpuUsage();
    const began = performance.now();
    const reader = await connection.runAndReadAll(sql);
    wall.push(performance.now() - began);
    const used = process.cpuUsage(cpuBefore);
    cpu.push((used.user + used.system) / 1000);
    if (i === 0) {
      rows = reader.getRows();
      runs = 1 + runsFor(wall[0]);
    }
  }
  const warm = wall.length > 1 ? 1 : 0; // the first of several only warms up
  const ms = sorted(wall.slice(warm));
  return {
    rows, runs: ms.length, least: ms[0], median: ms[ms.length >> 1],
    cpu: sorted(cpu.slice(warm))[0],
  };
}

async function formulation(connection, name, sql, about, cells) {
  try {
    const m = await measure(connection, sql);
    const wrong = differences(m.rows, cells);
    console.log(JSON.stringify({
      ...about, formulation: name, runs: m.runs, least_ms: +m.least.toFixed(2),
      median_ms: +m.median.toFixed(2), cpu_ms: +m.cpu.toFixed(2), cells: cells.size,
      cells_wrong: wrong,
    }));
    if (wrong) process.exitCode = 1;
    return m.least;
  } catch (error) {
    const reason = String(error.message).split('\n')[0].slice(0, 120);
    console.log(JSON.stringify({ ...about, formulation: name, failed: reason }));
    return Infinity;
  }
}

// All formulations on one thread; on two those that came within three times the best.
async function kindOfCube(connection, kind, queries, about, cells) {
  const least = {};
  for (const threads of [1, 2]) {
    await connection.run(`set threads = ${threads}`);
    const best = Math.min(...Object.values(least));
    for (const [name, sql] of Object.entries(queries)) {
      if (threads > 1 && least[name] > 3 * best) continue;
      const ms = await formulation(connection, name, sql, { ...about, threads }, cells);
      if (threads === 1) least[name] = ms;
    }
  }
}

async function main(folder) {
  const quoted = folder.replaceAll("'", "''");
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`set temp_directory = '${quoted}/spill'`);
  await connection.run(`set memory_limit = '10GB'`);
  const types = DIMS.map((d) => `'${d}': 'utinyint'`).join(', ');
  await connection.run(`create table t as select * from read_csv(
    '${quoted}/columns.csv', header = true, columns = {'person': 'uinteger', ${types}})`);
  const counted = await connection.runAndReadAll('select count(*) from t');
  const rows = Number(counted.getRows()[0][0]);
  for (const [kind, queries] of Object.entries(formulations)) {
    const cells = await expected(`${folder}/cube_${kind}.csv`);
    const about = {
      bench: 'duckdb', version: version(), rows, distinct: kind === 'distinct',
    };
    await kindOfCube(connection, kind, queries, about, cells);
  }
  if (process.exitCode) console.error('bench_duckdb: cells differ');
}

if (process.argv.length !== 3) {
  console.error('usage: node bench_duckdb.mjs FOLDER');
  process.exit(64);
}
await main(process.argv[2]);
