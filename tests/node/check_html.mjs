// Opens an answer in a browser and looks at it as readers would: axe-core finds nothing
// at phone and desk width, in light, dark and mirrored; the page itself never scrolls
// sideways, wide tables do, by keyboard too; nothing is fetched and no script is there.
//
//   node check_html.mjs ANSWER.html [ANSWER.csv] [PICTURES]
//
// With the CSV of the same answer every table must have as many cells as it has records
// there. PICTURES: a prefix for screenshots. The first fault ends with status 1.
import { readFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';

const [, , path, csv, pictures] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((p) => existsSync(p));

class Fault extends Error {}
function fail(...words) {
  throw new Fault(words.join(' '));
}

function records(text) { // by table number, those that are cells
  const n = {};
  const head = text.slice(0, text.indexOf('\r\n')).split(',');
  const rows = text.match(/(?:"(?:[^"]|"")*"|[^"\r])+\r\n/g).slice(1);
  for (const row of rows) {
    const cells = row.trimEnd().match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,"]*)/g)
      .map((c) => c.replace(/^,/, '').replace(/^"|"$/g, ''));
    const of = (name) => cells[head.indexOf(name)];
    if (of('as_of') === '' || of('status') === 'no_rows') continue;
    n[of('table')] = (n[of('table')] ?? 0) + 1;
  }
  return n;
}

async function violations(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  for (const v of found.violations)
    fail(where, v.id, v.help, JSON.stringify(v.nodes[0].target), v.nodes[0].failureSummary);
  return found.passes.length;
}

async function look(browser, view) {
  const where = `${view.width}px ${view.scheme} ${view.dir}`;
  const page = await browser.newPage({
    viewport: { width: view.width, height: 740 }, colorScheme: view.scheme,
  });
  const fetched = [];
  page.on('request', (r) => fetched.push(r.url()));
  page.on('console', (m) => m.type() === 'error' && fail(where, m.text()));
  await page.goto(pathToFileURL(resolve(path)).href);
  if (fetched.length !== 1) fail('fetched', fetched.join(' '));
  await page.evaluate((dir) => { document.documentElement.dir = dir; }, view.dir);
  const seen = await page.evaluate(() => ({
    scripts: document.scripts.length,
    wide: document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
    ids: [...document.querySelectorAll('[id]')].map((e) => e.id),
    broken: [...document.querySelectorAll('a[href^="#"]')]
      .filter((a) => !document.getElementById(a.hash.slice(1))).length,
    scrolling: [...document.querySelectorAll('.scroll')]
      .filter((e) => e.scrollWidth > e.clientWidth).length,
    cells: Object.fromEntries([...document.querySelectorAll('table')].map((t) => [
      t.caption.textContent.match(/\s(\S+\.\d+)(?: ·|$)/)[1],
      t.tBodies[0].querySelectorAll('td').length])),
    uneven: [...document.querySelectorAll('table')].filter((t) => {
      const grid = [];
      for (const [y, row] of [...t.rows].entries())
        for (const c of row.cells) {
          let x = 0;
          while (grid[y]?.[x]) x++;
          for (let j = y; j < y + c.rowSpan; j++)
            for (let i = x; i < x + c.colSpan; i++) {
              grid[j] ??= [];
              if (grid[j][i]) return true;
              grid[j][i] = true;
            }
        }
      return grid.some((r) => r.length !== grid[0].length || r.includes(undefined)) ||
        grid.length !== t.rows.length;
    }).length,
    untold: [...document.querySelectorAll('tbody td[class]:not(.zero):not(.value)')]
      .filter((td) => !td.querySelector('.said')?.textContent).length,
  }));
  if (seen.scripts) fail(where, 'there is a script');
  if (seen.wide > 0) fail(where, 'the page scrolls sideways by', seen.wide);
  if (new Set(seen.ids).size !== seen.ids.length) fail(where, 'an id twice');
  if (seen.broken) fail(where, seen.broken, 'links lead nowhere');
  if (seen.uneven) fail(where, seen.uneven, 'tables whose heads and cells do not fill a grid');
  if (seen.untold) fail(where, seen.untold, 'symbols without words');
  if (seen.scrolling) { // the arrows move the first wide table, and only it
    const box = page.locator('.scroll').filter({ has: page.locator('table') })
      .and(page.locator('.scroll'));
    const moved = await box.evaluateAll((all) => {
      const wide = all.find((e) => e.scrollWidth > e.clientWidth);
      wide.focus();
      return document.activeElement === wide && all.indexOf(wide);
    });
    if (moved === false) fail(where, 'a wide table cannot be focused');
    await page.keyboard.press(view.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForFunction((i) => document.querySelectorAll('.scroll')[i].scrollLeft !== 0,
      moved, { timeout: 5000 }).catch(() => fail(where, 'arrows do not scroll a wide table'));
  }
  if (pictures) await page.screenshot({ path: `${pictures}-${view.width}-${view.scheme}-${view.dir}.png`, fullPage: true });
  const rules = await violations(page, where);
  await page.close();
  return { ...seen, rules };
}

if (!program) {
  console.error('FAILED: no Chromium: run tools/setup test');
  process.exit(1);
}
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
try {
  const views = [
    { width: 360, scheme: 'light', dir: 'ltr' }, { width: 360, scheme: 'dark', dir: 'ltr' },
    { width: 1280, scheme: 'light', dir: 'ltr' }, { width: 360, scheme: 'light', dir: 'rtl' },
  ];
  let last;
  for (const view of views) last = await look(browser, view);
  const n = Object.values(last.cells).reduce((a, b) => a + b, 0);
  if (csv && csv !== '-') {
    const expected = records(readFileSync(csv, 'utf8'));
    for (const [table, cells] of Object.entries(expected))
      if (last.cells[table] !== cells)
        fail(`table ${table} has ${last.cells[table]} cells, the CSV ${cells}`);
    if (Object.keys(expected).length !== Object.keys(last.cells).length) fail('tables differ');
  }
  console.log(`${Object.keys(last.cells).length} tables, ${n} cells, ${views.length} views, ${last.rules} rules of axe`);
} catch (e) {
  if (!(e instanceof Fault)) throw e;
  console.error('FAILED:', e.message);
  process.exitCode = 1;
} finally {
  await browser.close();
}
