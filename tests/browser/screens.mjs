// A picture of every page, on a phone and at a desk, and a page that shows them all:
// docs/screens/. Made by `make screens`, not by the tests. TO: the folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { DESK, PHONE, main, ok } from './harness.mjs';
import { NOT_PAGES, ROLES, crawl, routes, seeds } from './crawl.mjs';
import { handovers } from './handovers.mjs';

const MOST_HEIGHT = 1100; // what nobody scrolls to in a picture
const SCALE = { phone: 0.75, desk: 0.5 }; // small files: these are kept with the sources

const nameOf = path => path.replace(/^\//, '').replace(/:/g, '').replace(/\//g, '-') || 'start';

await main(async site => {
    const folder = process.env.TO;
    mkdirSync(folder, { recursive: true });
    const rows = routes(), shown = new Map();
    await handovers(site);
    for (const role of ROLES) {
        const first = await site.visit({ role });
        await first.go(role ? '/meer' : '/aanmelden');
        const { pages } = await crawl(first, rows, seeds(role));
        await first.close();
        const todo = [...pages].filter(([key, [address]]) => !shown.has(key) && !NOT_PAGES.test(address.split('?')[0]));
        for (const [view, ending] of [[PHONE, 'phone'], [DESK, 'desk']]) {
            const visit = await site.visit({ role, view, scale: SCALE[ending] });
            for (const [key, [address]] of todo) {
                await visit.go(address);
                await visit.page.waitForTimeout(200);
                const height = await visit.page.evaluate(() => document.documentElement.scrollHeight);
                await visit.page.setViewportSize({ width: view.width, height: Math.max(view.height, Math.min(height, MOST_HEIGHT)) });
                const name = `${nameOf(key.slice(4))}-${ending}.png`;
                await visit.page.screenshot({ path: `${folder}/${name}` });
                await visit.page.setViewportSize(view);
                shown.set(key, { role, title: (await visit.page.title()).replace(/ - Vindplaats$/, '') });
            }
            await visit.close();
        }
    }
    const of = [...shown].sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = of.map(([key, { role, title }]) => {
        const name = nameOf(key.slice(4));
        return `## ${title}\n\n\`${key}\` (${role ?? 'nobody'})\n\n` +
            `<img src="${name}-phone.png" width="240" alt="${title}, on a phone"> ` +
            `<img src="${name}-desk.png" width="560" alt="${title}, at a desk">\n`;
    });
    writeFileSync(`${folder}/README.md`,
        '# Pages as they look\n\nMade by `make screens` from the demonstration region: every person is invented.\n\n' + lines.join('\n'));
    ok(`${shown.size} pages in ${folder}`);
});
