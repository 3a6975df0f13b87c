// Every page that can be reached by following links, one address for each route: found the
// way a reader finds them, so that a page to which no link leads is a fault of its own.
import { execFileSync } from 'node:child_process';

// Who visits: the role in the file of accounts, null nobody.
export const ROLES = [null, 'guide', 'mediator', 'coordinator', 'partnership', 'administrator', 'analyst'];
// no pages, or none to look at
export const NOT_PAGES = /^\/(health|metrics|taal|s\/|afmelden|hsds)|\.(ics|csv|xlsx|json|pdf)$|\/(agenda|bestand|download|ics|documenten\/[0-9a-f]{8}-[0-9a-f-]{27})$/;
// pages that only a story leads to: they need something that was just done, or a code
export const BY_STORY = /^\/(aanmelden\/(code|rol)|account\/toestellen|uitnodiging|personen\/nieuw|gesprekken\/:thread|beheer\/meetschalen\/:instrument\/stop)$|\/afspraken\/:|\/documenten\/:|\/kunnen\/:|\/traject\/(start$|:)|\/werk\/:|\/projecten\/:|\/cijfers\/(vragen|vrijgaven)\/:|\/werkgeverslink\/:|^\/werkgever\/opvolging\/:|\/dubbels$|^\/dubbels\/:|\/:person\/overleg\/:|^\/gast\/:/;
// what one of them shows may be what another does not: so many are opened, one is looked at
const MANY = /^\/(overleg|overdrachten)\/:[a-z]+$/, OPENED = 30;
// where somebody comes in; $SEEDS: more addresses, for what no link leads to
const TABLE = '/cijfers/kruistabel?vraag=count+persons+reached+rows+province';
const FIRST = { analyst: [TABLE], guide: ['/overdrachten?kant=uit'] };
export const seeds = role => (role ? [...(FIRST[role] ?? []), '/veld', '/meer', '/dossiers', '/account', '/', ...(process.env.SEEDS ?? '').split(' ').filter(Boolean)]
    : ['/aanmelden', '/']);

// The rows of `vindplaats routes`.
export function routes() {
    const rows = [];
    for (const line of execFileSync(process.env.V, ['routes'], { encoding: 'utf8' }).split('\n')) {
        const found = line.match(/\b(GET|POST)\s+(\/\S*)\s+(\S+)/);
        if (found) rows.push({ method: found[1], path: found[2], permission: found[3] });
    }
    for (const row of rows) {
        const as = row.path.replace(/[.]/g, '\\.').replace(/:[\w-]+/g, '[0-9a-f]{8}-[0-9a-f-]{27}');
        row.fits = new RegExp(`^${as}$`);
        row.ids = (row.path.match(/:/g) ?? []).length;
    }
    // fixed words before ids, as the server chooses
    return rows.sort((a, b) => a.ids - b.ids);
}

export function routeOf(rows, method, path) {
    return rows.find(r => r.method === method && r.fits.test(path));
}

// Addresses by route: { 'GET /personen/:person': ['/personen/0190...'] }, at most `most` each.
export async function crawl(visit, rows, starts, most = 1) {
    const found = new Map(), queue = [...starts], seen = new Set();
    const forms = new Map(); // POST routes and the page that has their form
    while (queue.length) {
        const address = queue.shift();
        const path = address.split(/[?#]/)[0];
        if (seen.has(address)) continue;
        seen.add(address);
        const row = routeOf(rows, 'GET', path);
        if (!row) continue;
        const key = `GET ${row.path}`;
        const have = found.get(key) ?? [];
        if (have.length >= (MANY.test(row.path) ? OPENED : most) || have.some(h => h.split('?')[0] === path)) continue;
        if (/^\/(s\/|taal|metrics|health|hsds)/.test(path) || /\.(ics|csv|xlsx|json|pdf)$/.test(path)) {
            found.set(key, [...have, address]);
            continue;
        }
        // a connection that was left alone may be closed just when it is used again
        const answer = await visit.page.request.get(new URL(address, visit.page.url()).href, { maxRedirects: 5, maxRetries: 2 });
        found.set(key, [...have, address]);
        if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
        const html = await answer.text();
        for (const m of html.matchAll(/\shref="(\/[^"]*)"/g)) queue.push(m[1].replace(/&amp;/g, '&'));
        for (const m of html.matchAll(/<form method="post" action="([^"]*)"/g)) {
            const form = routeOf(rows, 'POST', m[1].split('?')[0]);
            if (form && !forms.has(form.path)) forms.set(form.path, address);
        }
    }
    return { pages: found, forms };
}
