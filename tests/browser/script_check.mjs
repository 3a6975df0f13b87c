// Scripts put into every text of every form that a guide and an administrator can reach:
// afterwards all pages are visited, and none of them runs, none becomes an element, and
// what was written stands there as it was written.
import { DESK, fault, main, ok } from './harness.mjs';
import { NOT_PAGES, crawl, routes, seeds } from './crawl.mjs';

const HARM = [
    '<script>hit=1</script>',
    '"><img src=x onerror=hit=1>',
    '\'><svg onload=hit=1>',
    'javascript:hit=1',
    '{{7*7}}${7*7}<%=7*7%>',
    '</textarea></title><b id=hit>',
    '&lt;i&gt; & \\u003cb\\u003e',
];
let next = 0, nSent = 0, nKept = 0, nTexts = 0;
const written = new Set();

// fills one form as somebody would who means harm; false when there is nothing to write in it
async function fill(form) {
    const n = await form.evaluate((form, [harm, from]) => {
        if (form.querySelector('input[type="password"]') || /afmeld|verwijder|intrek|gooi|verberg/.test(form.action)) return -1;
        let used = 0;
        const groups = new Set();
        for (const f of form.elements) {
            if (f.disabled || f.type === 'hidden' || f.type === 'submit' || f.tagName === 'BUTTON' || f.type === 'file') continue;
            if (f.type === 'radio') { if (!groups.has(f.name)) f.checked = true; groups.add(f.name); continue; }
            if (f.type === 'checkbox') { f.checked = true; continue; }
            if (f.tagName === 'SELECT') { f.selectedIndex = Math.min(1, f.options.length - 1); continue; }
            if (f.type === 'date') { f.value ||= '2026-11-20'; continue; }
            if (f.type === 'time') { f.value ||= '10:00'; continue; }
            if (f.inputMode === 'numeric') { f.value ||= '1985'; continue; }
            f.value = harm[(from + used++) % harm.length];
        }
        return used;
    }, [HARM, next]);
    if (n > 0) {
        for (let i = 0; i < n; i++) written.add(HARM[(next + i) % HARM.length]);
        next += n;
        nTexts += n;
    }
    return n;
}

async function attack(visit, address) {
    const { page } = visit;
    await visit.go(address);
    const forms = page.locator('main form');
    for (let i = 0; i < Math.min(await forms.count(), 12); i++) {
        const form = forms.nth(i);
        if (await fill(form) <= 0) continue;
        const came = page.waitForNavigation({ timeout: 8000 }).catch(() => null);
        await form.evaluate(f => { f.noValidate = true; f.requestSubmit(f.querySelector('button')); });
        const answer = await came;
        if (process.env.LOUD) console.error(answer?.status(), answer?.request().redirectedFrom()?.method() ?? '-', address);
        if (answer?.request().redirectedFrom()) nKept++;
        nSent++;
        await unharmed(page, `${address} sent`);
        await visit.go(address);
    }
}

async function unharmed(page, where) {
    const seen = await page.evaluate(() => ({
        ran: globalThis.hit !== undefined && !(globalThis.hit instanceof Element),
        made: [...document.querySelectorAll('#hit, main script, [onerror], [onload], img[src="x"], a[href^="javascript:" i]')].map(e => e.outerHTML.slice(0, 100)),
        counted: document.body.innerText.includes('{{7*7}}') ? false : /\b49\$49/.test(document.body.innerText),
    }));
    if (seen.ran) fault(where, 'a script ran');
    for (const m of seen.made) fault(where, 'an element was made:', m);
    if (seen.counted) fault(where, 'a template was worked out');
}

await main(async site => {
    const rows = routes();
    let nPages = 0, nShown = 0;
    for (const role of ['guide', 'administrator']) {
        const visit = await site.visit({ role, view: DESK });
        await visit.go('/meer');
        const before = await crawl(visit, rows, seeds(role), 1);
        for (const [key, [address]] of before.pages)
            if (!NOT_PAGES.test(address.split('?')[0])) await attack(visit, address).catch(e => fault(address.split('?')[0], e.message.split('\n')[0]));
        // first the pages of whom it was written about
        const after = await crawl(visit, rows, [...[...before.pages.values()].flat(), ...seeds(role)], 3);
        for (const addresses of after.pages.values())
            for (const address of addresses) {
                if (NOT_PAGES.test(address.split('?')[0])) continue;
                await visit.go(address).catch(() => {});
                await unharmed(visit.page, address.split('?')[0]);
                nPages++;
                const words = await visit.page.evaluate(() => document.body.innerText);
                if (HARM.slice(0, 3).some(h => words.includes(h))) nShown++;
            }
        await visit.close();
    }
    if (nTexts < 20) fault(`only ${nTexts} texts were filled in`);
    if (nShown < 3) fault(`what was written is shown as it was written on ${nShown} pages only`);
    ok(`${nTexts} harmful texts in ${nSent} forms (${nKept} kept), ${nPages} pages visited after: none ran, ${nShown} show them literally`);
});
