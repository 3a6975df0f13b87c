// Every page of every role: axe-core finds nothing, nothing scrolls sideways at 320 px, one
// h1, titles of their own, mirrored in Arabic, no word in the console. Each page is seen as
// it is, and once more after its form was sent empty. Phone and desk, Dutch and Arabic:
// with EVERY=yes all four combinations, otherwise two (phone in Dutch, desk in Arabic).
import { DESK, PHONE, axeOf, fault, main, ok, shapeOf } from './harness.mjs';
import { BY_STORY, NOT_PAGES, ROLES, crawl, routes, seeds } from './crawl.mjs';
import { handovers } from './handovers.mjs';

const EVERY = process.env.EVERY === 'yes';
const LOOKS = EVERY
    ? [[PHONE, 'nl'], [PHONE, 'ar'], [DESK, 'nl'], [DESK, 'ar']]
    : [[PHONE, 'nl'], [DESK, 'ar']];

const visited = new Set(), done = new Set(), titles = new Map();
let nPages = 0, nErrors = 0;

async function look(visit, address, name) {
    const where = `${name} ${visit.language} ${visit.view.width}`;
    const answer = await visit.go(address);
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) return false;
    if (answer.status() !== 200) { fault(where, `status ${answer.status()}`); return false; }
    const title = await shapeOf(visit.page, { where, ...visit });
    const same = titles.get(`${visit.language} ${title}`);
    if (same && same !== name) fault(where, `title "${title}" is that of ${same} too`);
    titles.set(`${visit.language} ${title}`, name);
    await axeOf(visit.page, where);
    nPages++;
    return true;
}

// The first form of the page as it is, every field emptied: what comes back says what to do.
async function sendEmpty(visit, address, name) {
    const where = `${name} sent empty ${visit.language} ${visit.view.width}`;
    const page = await visit.go(address);
    if (page.status() !== 200 || !(page.headers()['content-type'] ?? '').startsWith('text/html')) return;
    const forms = visit.page.locator('main form[method="post"]');
    if (!await forms.count()) return;
    const answer = visit.page.waitForNavigation({ timeout: 10000 });
    const sent = await forms.first().evaluate(form => {
        if (/afmeld|verwijder|intrek|gooi/.test(form.action) || !form.querySelector('input:not([type=hidden]), textarea, select')) return false;
        for (const field of form.elements) {
            if (field.type === 'hidden' || field.type === 'submit') continue;
            if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
            else if (field.tagName !== 'BUTTON' && field.type !== 'file') field.value = '';
        }
        form.requestSubmit(form.querySelector('button'));
        return true;
    });
    if (!sent) { answer.catch(() => {}); return; }
    const back = await answer;
    if (back && back.status() === 422) {
        const title = await shapeOf(visit.page, { where, ...visit });
        const word = { nl: 'Fout:', ar: 'خطأ:' }[visit.language];
        if (!title.startsWith(word)) fault(where, `title "${title}" does not begin with ${word}`);
        if (!await visit.page.locator('.errors').count()) fault(where, 'no summary of errors');
        const focused = await visit.page.evaluate(() => document.activeElement?.className);
        if (focused !== 'errors') fault(where, `the summary of errors has no focus: ${focused}`);
        await axeOf(visit.page, where);
        nErrors++;
    } else if (back && back.status() !== 200 && !([404, 409].includes(back.status()) && done.has(name))) {
        fault(where, `status ${back.status()}`); // the other look may have taken away what this is about
    } else {
        done.add(name);
    }
}

await main(async site => {
    const rows = routes();
    const reached = new Set();
    await handovers(site);
    for (const role of ROLES) {
        const first = await site.visit({ role });
        if (!role) await first.go('/aanmelden');
        else await first.go('/meer');
        const { pages } = await crawl(first, rows, seeds(role));
        await first.close();
        const todo = [];
        for (const [key, addresses] of pages) {
            reached.add(key);
            const path = addresses[0].split('?')[0];
            if (NOT_PAGES.test(path) || visited.has(key)) continue;
            visited.add(key);
            todo.push([key.slice(4), addresses[0]]);
        }
        // first everything as it is: a form that is sent may change what another page shows
        const visits = await Promise.all(LOOKS.map(([view, language]) => site.visit({ role, view, language })));
        for (const step of [look, sendEmpty])
            await Promise.all(visits.map(async visit => {
                for (const [name, address] of todo)
                    await step(visit, address, name).catch(e => fault(name, visit.language, e.message.split('\n')[0]));
            }));
        for (const visit of visits) await visit.close();
    }
    const unreached = rows.filter(r => r.method === 'GET' && !reached.has(`GET ${r.path}`) && !NOT_PAGES.test(r.path) && !BY_STORY.test(r.path));
    for (const r of unreached) fault(`no link leads to GET ${r.path} (${r.permission})`);
    ok(`${visited.size} pages reached by links, seen ${nPages} times (${LOOKS.map(([v, l]) => `${v.width} px ${l}`).join(', ')}), ${nErrors} forms sent empty`);
});
