// Every answer of the open endpoints of the social map is what HSDS 3 says it is.
//
//   check_hsds.mjs ADDRESS [STANDARD]
//
// Against the schema that the house makes of its own columns (/hsds/profile), and against
// the standard's own, when STANDARD is a folder with schema/ of the specification.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv = require('ajv/dist/2020').default;
const formats = require('ajv-formats').default ?? require('ajv-formats');
const [address, standard] = process.argv.slice(2);
let n_checked = 0;
const faults = [];

function fault(what, errors) {
    faults.push(`${what}: ${JSON.stringify(errors?.slice?.(0, 2) ?? errors)}`);
}

async function ask(path, wanted = 200) {
    const reply = await fetch(`${address}/hsds${path}`);
    if (reply.status !== wanted) fault(path, `status ${reply.status}, expected ${wanted}`);
    return reply.json();
}

const own = await ask('/profile');
const ajv = new Ajv({ strict: false, allErrors: false });
formats(ajv);
ajv.addSchema({ ...own, $id: 'own' });
const strict = new Map();
// the published schemas refer to each other by file name
if (standard && existsSync(`${standard}/schema`)) {
    const theirs = new Ajv({ strict: false, validateSchema: false });
    formats(theirs);
    const folder = `${standard}/schema`;
    for (const name of readdirSync(folder).filter(n => n.endsWith('.json') && n !== 'openapi.json'))
        theirs.addSchema({ ...JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')), $id: name });
    for (const kind of ['service', 'organization', 'service_at_location', 'taxonomy', 'taxonomy_term'])
        strict.set(kind, theirs.getSchema(`${kind}.json`));
    const compiled = `${folder}/compiled`;
    for (const kind of ['service', 'organization', 'service_at_location'])
        strict.set(`${kind}_list`, new Ajv({ strict: false, validateSchema: false, logger: false, validateFormats: false })
            .compile(JSON.parse(readFileSync(`${compiled}/${kind}_list.json`, 'utf8'))));
}

function check(what, kind, object, form = kind) {
    const ours = ajv.getSchema(`own#/$defs/${kind}`);
    if (!ours(object)) fault(`${what} (own schema)`, ours.errors);
    const theirs = strict.get(form);
    if (theirs && !theirs(object)) fault(`${what} (the standard's ${form})`, theirs.errors);
    n_checked++;
}

function checkPage(what, page) {
    const kinds = {
        total_items: 'number', total_pages: 'number', page_number: 'number', size: 'number',
        first_page: 'boolean', last_page: 'boolean', empty: 'boolean'
    };
    for (const [name, kind] of Object.entries(kinds))
        if (typeof page[name] !== kind) fault(what, `${name} is no ${kind}`);
    if (page.size !== page.contents.length) fault(what, 'size is not how many there are');
    if (page.empty !== (page.size === 0)) fault(what, 'empty is not so');
    n_checked++;
}

// all pieces of a list, and each of what is in it
async function walk(path, kind, query = '') {
    const seen = new Set();
    for (let number = 1, last = false; !last && number < 100; number++) {
        const where = `${path}?per_page=20&page=${number}${query}`;
        const page = await ask(where);
        checkPage(where, page);
        for (const x of page.contents) {
            if (seen.has(x.id)) fault(where, `${x.id} stands in two pieces`);
            seen.add(x.id);
            check(`${where} ${x.id}`, kind, x, query.includes('full') ? kind : strict.has(`${kind}_list`) ? `${kind}_list` : kind);
        }
        last = page.last_page;
        if (last && seen.size !== page.total_items) fault(where, `${seen.size} seen of ${page.total_items}`);
    }
    return seen;
}

const about = await ask('');
if (about.version !== '3.0') fault('/', 'version');
for (const name of ['profile', 'openapi_url']) new URL(about[name]);
const lists = {
    services: 'service', organizations: 'organization', service_at_locations: 'service_at_location',
    taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term'
};
let services;
for (const [path, kind] of Object.entries(lists)) {
    const ids = await walk(`/${path}`, kind);
    if (path === 'services') services = ids;
    for (const id of [...ids].slice(0, 12)) check(`/${path}/${id}`, kind, await ask(`/${path}/${id}`));
    await ask(`/${path}/018f0000-0000-7000-8000-00000000abcd`, 404);
}
await walk('/services', 'service', '&full=true');
await walk('/organizations', 'organization', '&full=true');

// filters narrow, and AND together
const all = services.size;
const terms = (await ask('/taxonomy_terms?search=huisvesting')).contents;
const housing = await ask(`/services?taxonomy_term_id=${terms[0].id}`);
if (!(housing.total_items > 0 && housing.total_items < all)) fault('taxonomy_term_id', housing.total_items);
const some = await ask(`/services?taxonomy_id=${terms[0].taxonomy_detail.id}`);
if (!(some.total_items >= housing.total_items && some.total_items <= all)) fault('taxonomy_id', some.total_items);
const one = housing.contents[0];
const both = await ask(`/services?taxonomy_term_id=${terms[0].id}&organization_id=${one.organization.id}`);
if (both.total_items < 1 || both.contents.some(s => s.organization.id !== one.organization.id)) fault('filters', both);
const none = await ask('/services?search=zzzzzz');
if (!none.empty || none.total_items !== 0) fault('search', none);
const late = await ask('/services?modified_after=2100-01-01T00:00:00Z');
if (late.total_items !== 0) fault('modified_after', late.total_items);
for (const bad of ['page=0', 'per_page=101', 'per_page=x', 'full=maybe', 'organization_id=1', 'format=xml', 'proximity=500'])
    await ask(`/services?${bad}`, 400);

// what did not change is not sent again
const first = await fetch(`${address}/hsds/taxonomies`);
const again = await fetch(`${address}/hsds/taxonomies`, { headers: { 'If-None-Match': first.headers.get('etag') }, cache: 'no-store' });
if (again.status !== 304) fault('ETag', again.status);
if (first.headers.get('set-cookie')) fault('cookies', 'an open answer sets one');
const text = JSON.stringify(await ask('/services?full=true&per_page=25'));
for (const word of ['metadata', 'updated_by', 'worker', 'login']) if (text.includes(`"${word}"`)) fault('internal', word);

for (const f of faults.slice(0, 20)) console.error(`FAULT: ${f}`);
if (faults.length) process.exit(1);
console.log(`ok: ${n_checked} answers are as HSDS 3 says${strict.size ? ", by the standard's own schemas too" : ''}`);
