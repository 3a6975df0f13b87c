// Reads a JSON-stat answer with the toolkit of json-stat.org and compares every cell
// with the tidy CSV of the same answer.
//
//   node read_json_stat.mjs ANSWER.jsonstat ANSWER.csv
//
// Every record of the CSV must be a cell with the same figures, status, reason and
// published figure, and every cell of the datasets must be a record. Prints what was
// compared; the first difference ends with status 1.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const JSONstat = createRequire(import.meta.url)('jsonstat-toolkit');
const [, , jsonPath, csvPath] = process.argv;

function fail(...words) {
  console.error('FAILED:', ...words);
  process.exit(1);
}

// RFC 4180; the file has no byte order mark and commas.
function readCsv(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (cell.lastIndex < text.length) {
    const m = cell.exec(text);
    if (!m) fail('not CSV at', cell.lastIndex);
    rows.at(-1).push(m[1] === undefined ? m[2] : m[1].replaceAll('""', '"'));
    if (m[3] === '\r\n') rows.push([]);
  }
  rows.pop();
  const [head, ...records] = rows;
  return records.map((r) => Object.fromEntries(head.map((name, i) => [name, r[i]])));
}

const document = JSON.parse(readFileSync(jsonPath, 'utf8'));
const answer = JSONstat(document);
const datasets = answer.class === 'collection' ? answer.Dataset() : [answer];
const embedded = answer.class === 'collection' ? document.link.item : [document];
if (datasets.length !== embedded.length) fail('the toolkit finds', datasets.length,
  'datasets of', embedded.length);

// texts that a spreadsheet would run have an apostrophe before them in the CSV
const plain = (text) => text.replace(/^'(?=[=+\-@\t\r])/, '');
const records = new Map(); // by table, then by the codes of its dimensions
for (const r of readCsv(readFileSync(csvPath, 'utf8'))) {
  const key = `${r.part}\u0000${r.table}`;
  if (!records.has(key)) records.set(key, []);
  records.get(key).push(r);
}

let cells = 0;
let figures = 0;
let compared = 0;
for (const [n, set] of datasets.entries()) {
  const x = set.extension;
  const own = records.get(`${plain(x.part)}\u0000${x.table ?? ''}`);
  if (!own) fail('dataset', n, 'is no table of the CSV');
  if (set.role.metric?.[0] !== 'measure') fail('no metric in dataset', n);
  const dimensions = set.id.filter((id) => id !== 'measure');
  const metrics = set.Dimension('measure').id;
  const seen = new Set();
  for (const r of own) {
    const at = {};
    for (const id of dimensions) {
      at[id] = plain(r[id] ?? fail('the CSV has no column', id));
      const category = set.Dimension(id).Category(at[id]) ?? fail('no category', at[id]);
      const label = plain(r[`${id}_label`]);
      // one label a code: nested totals may be called otherwise
      if (at[id] !== '_T' && category.label !== label) fail('label', category.label, label);
    }
    for (const metric of metrics) {
      const found = set.Data({ ...at, measure: metric }) ?? fail('no cell', r.table, at);
      const where = `${r.table} ${JSON.stringify(at)} ${metric}`;
      if (found.status !== r.status) fail(where, found.status, 'is not', r.status);
      if (!set.extension.status.label[r.status]) fail('no label of', r.status);
      if (r[metric] === '' ? found.value !== null
        : found.value === null || Math.abs(found.value - Number(r[metric])) > 1e-6)
        fail(where, found.value, 'is not', r[metric]);
      if (set.Dimension('measure').Category(metric).unit === null) fail('no unit of', metric);
      figures += found.value !== null;
    }
    const shape = set.id.map((id) =>
      set.Dimension(id).id.indexOf(id === 'measure' ? metrics[0] : at[id]));
    const position = shape.reduce((p, i, k) => p * set.size[k] + i, 0);
    if (seen.has(position)) fail('two records at', JSON.stringify(at));
    seen.add(position);
    if ((x.reasons[position] ?? '') !== plain(r.reason)) fail('reason', r.reason);
    if ((x.published[position]?.published ?? '') !== plain(r.published)) fail('published');
    if ((x.published[position]?.comparison ?? 'none') !== r.comparison) fail('comparison');
    compared += r.comparison !== 'none';
    cells += 1;
  }
  const given = set.status.filter((s) => s !== null).length;
  if (given !== own.length * metrics.length)
    fail(`table ${x.table} has ${given / metrics.length} cells, the CSV ${own.length}`);
  // figures that no record of the CSV shows
  if (set.value.filter((v) => v !== null).length >
      own.length * metrics.length) fail('figures beside the cells of table', x.table);
  records.delete(`${plain(x.part)}\u0000${x.table ?? ''}`);
}
if (records.size) fail('tables only in the CSV:', [...records.keys()].join(' '));
console.log(`${datasets.length} datasets, ${cells} cells, ${figures} figures, ${compared} compared`);
