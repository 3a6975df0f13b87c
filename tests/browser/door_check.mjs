// The door, which no link of a visitor leads through: an invitation, the second step, the
// code, the choice of a role, ending another device, a new person after a search; and a
// session that is about to end. Each page with axe-core at 320, 360 and 1280 px, in Dutch
// and Arabic, empty and with errors; the way through it with the keyboard alone.
import { createHmac } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { DESK, PHONE, axeOf, fault, main, ok, shapeOf, stop } from './harness.mjs';

const PASSWORD = 'drie eenden op de dijk';
const LOOKS = [[PHONE, 'nl'], [DESK, 'nl'], [PHONE, 'ar'], [DESK, 'ar']];
let nLooks = 0;

// The page as it stands, in every look; it is asked for again, unless it came by a form.
async function look(visit, name, isForm = false) {
    for (const [view, language] of isForm ? [[PHONE, 'nl']] : LOOKS) {
        const where = `${name} ${language} ${view.width}`;
        await visit.context.addCookies([{ name: 'taal', value: language, url: visit.page.url() }]);
        await visit.page.setViewportSize(view);
        if (!isForm) await visit.page.reload();
        await shapeOf(visit.page, { where, language, view });
        await axeOf(visit.page, where);
        nLooks++;
    }
    await visit.context.addCookies([{ name: 'taal', value: 'nl', url: visit.page.url() }]);
    if (!isForm) await visit.page.reload();
}

async function tabTo(page, selector) {
    for (let i = 0; i < 60; i++) {
        if (await page.evaluate(s => document.activeElement?.matches(s), selector)) return;
        await page.keyboard.press('Tab');
    }
    stop(`the keyboard does not reach ${selector} on ${page.url()}`);
}
async function type(page, name, text) {
    await tabTo(page, `[name="${name}"]`);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
}
async function send(page) {
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
async function wrong(visit, name, fields) {
    for (const [field, text] of Object.entries(fields)) await type(visit.page, field, text);
    await send(visit.page);
    if (!await visit.page.locator('.errors').count()) fault(name, 'says nothing of what is wrong');
    await look(visit, `${name} with errors`, true);
}

// RFC 6238 by hand: nothing of the program's own
function codeOf(secret, moment) {
    const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(moment / 30000)));
    const digest = createHmac('sha1', key).update(step).digest();
    const at = digest[19] & 15;
    return String((digest.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

function keeper(...words) {
    return execFileSync(process.env.V, [...words, '--db', `sqlite:${process.env.DB}`], { encoding: 'utf8' }).trim().split('\n').pop().trim();
}
const sql = text => execFileSync('sqlite3', [process.env.DB, `.timeout 20000`, text], { encoding: 'utf8' });

async function invitationAndSecondStep(site) {
    const link = keeper('account', 'add', 'an.deur', '--name', 'An Deur', '--organisation', 'DEUR',
        '--organisation-name', 'Huis Deur', '--organisation-kind', 'ocmw', '--role', 'system_admin');
    const visit = await site.visit({ role: null });
    const { page } = visit;
    await visit.go(link);
    await look(visit, '/uitnodiging');
    await wrong(visit, '/uitnodiging', { nieuw: 'kort', opnieuw: 'ander' });
    await type(page, 'nieuw', PASSWORD);
    await type(page, 'opnieuw', PASSWORD);
    await send(page);
    if (!visit.path().startsWith('/account/tweede-stap')) stop(`the invitation leads to ${visit.path()}`);
    await look(visit, '/account/tweede-stap');
    await wrong(visit, '/account/tweede-stap', { oud: 'fout wachtwoord', code: '000000' });
    const secret = await page.inputValue('[name="sleutel"]');
    const moment = Date.now();
    await type(page, 'oud', PASSWORD);
    await type(page, 'code', codeOf(secret, moment));
    await send(page);
    if (!await page.locator('.done').count()) fault('/account/tweede-stap', `it is not on: ${visit.path()}`);
    const over = await site.visit({ role: null });
    await over.go(link);
    await look(over, '/uitnodiging that was used');
    await over.close();
    await visit.close();
    return { secret, moment };
}

async function code(site, { secret, moment }) {
    const visit = await site.visit({ role: null });
    const { page } = visit;
    await visit.go('/aanmelden');
    await type(page, 'aanmelding', 'an.deur');
    await type(page, 'wachtwoord', PASSWORD);
    await send(page);
    if (visit.path() !== '/aanmelden/code') stop(`the password leads to ${visit.path()}`);
    await look(visit, '/aanmelden/code');
    await wrong(visit, '/aanmelden/code', { code: '000000' });
    // the code of the step after the one that was used
    await type(page, 'code', codeOf(secret, moment + 30000));
    await send(page);
    if (visit.path().startsWith('/aanmelden')) fault('/aanmelden/code', 'the code does not let in');
    await visit.close();
}

async function role(site) {
    const visit = await site.visit({ role: null });
    const { page } = visit;
    await visit.go('/aanmelden');
    await type(page, 'aanmelding', 'twee-rollen');
    await type(page, 'wachtwoord', 'vindplaats-demo');
    await send(page);
    if (visit.path() !== '/aanmelden/rol') stop(`two roles lead to ${visit.path()}`);
    await look(visit, '/aanmelden/rol');
    await tabTo(page, 'main button');
    await send(page);
    if (!await page.locator('.errors').count()) fault('/aanmelden/rol', 'says nothing of what is wrong');
    await look(visit, '/aanmelden/rol with errors', true);
    await tabTo(page, '[name="rol"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'main button');
    await send(page);
    if (visit.path() !== '/veld') fault('/aanmelden/rol', `leads to ${visit.path()}`);
    await visit.close();
}

async function devices(site) {
    const other = await site.visit({ role: null }), visit = await site.visit({ role: null });
    for (const { page } of [other, visit]) {
        await page.goto(`${site.url}/aanmelden`);
        await type(page, 'aanmelding', 'jobcoach');
        await type(page, 'wachtwoord', 'vindplaats-demo');
        await send(page);
    }
    const { page } = visit;
    await visit.go('/account');
    await tabTo(page, 'a[href^="/account/toestellen?"]');
    await send(page);
    await look(visit, '/account/toestellen');
    await wrong(visit, '/account/toestellen', { oud: 'fout' });
    await type(page, 'oud', 'vindplaats-demo');
    await send(page);
    if (!await page.locator('.done').count()) fault('/account/toestellen', 'does not say that it was done');
    await other.go('/veld');
    if (!other.path().startsWith('/aanmelden')) fault('/account/toestellen', 'the other device is still in');
    await visit.close();
    await other.close();
}

async function newPerson(site) {
    const visit = await site.visit({ role: 'guide', view: PHONE });
    const { page } = visit;
    await visit.go('/personen/zoek');
    await type(page, 'wie', 'Zeldzame Naamgenoot');
    await send(page);
    await page.getByRole('button', { name: 'Nieuwe persoon' }).focus();
    await send(page);
    if (visit.path() !== '/personen/nieuw') stop(`a new person leads to ${visit.path()}`);
    await look(visit, '/personen/nieuw', true);
    await page.locator('[name="roepnaam"]').fill('');
    await page.locator('[name="voornaam"]').fill('');
    await page.locator('[name="achternaam"]').fill('');
    await page.getByRole('button', { name: 'Bewaar' }).first().focus();
    await send(page);
    if (!await page.locator('.errors').count()) fault('/personen/nieuw', 'says nothing of what is wrong');
    await look(visit, '/personen/nieuw with errors', true);
    await visit.close();
}

const idle = ms => sql(`UPDATE session SET seen_at = seen_at - ${ms} WHERE worker = (SELECT id FROM worker_fact WHERE login = 'toeleider')`);

// With script: a warning with one button, by keyboard; without it the page says until when,
// and what is sent too late is there after the login.
async function ending(site) {
    const visit = await site.visit({ role: 'guide', view: PHONE });
    const { page } = visit;
    idle(7200000 - 4 * 60000);
    await visit.go('/vindplaatsen/nieuw');
    // the page itself put it off; what it said is set back to the last four minutes
    await page.evaluate(() => {
        localStorage.clear();
        document.querySelector('.stay').dataset.left = '240';
    });
    await page.evaluate(() => {
        const end = String(Date.now() + 240000);
        dispatchEvent(new StorageEvent('storage', { key: 'aangemeld-tot', newValue: end }));
    });
    const dialog = page.locator('.stay-dialog');
    await dialog.waitFor({ state: 'visible', timeout: 3000 }).catch(() => stop('no warning before the session ends'));
    await axeOf(page, 'the warning before a session ends');
    if (!await page.evaluate(() => document.activeElement?.closest('.stay-dialog'))) fault('the warning', 'has no focus');
    await tabTo(page, '.stay-dialog button');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden', timeout: 5000 }).catch(() => fault('the warning', 'does not go away'));
    if (visit.path() !== '/vindplaatsen/nieuw') fault('the warning', `leads away to ${visit.path()}`);
    await visit.go('/account/aangemeld');
    await look(visit, '/account/aangemeld');
    await visit.close();

    for (const script of [false, true]) await tooLate(site, script);
}

async function tooLate(site, script) {
    const plain = await site.visit({ role: null, view: PHONE, script });
    const enter = async () => {
        await plain.page.fill('[name="aanmelding"]', 'toeleider');
        await plain.page.fill('[name="wachtwoord"]', 'vindplaats-demo');
        await Promise.all([plain.page.waitForNavigation(), plain.page.press('[name="wachtwoord"]', 'Enter')]);
    };
    await plain.go('/aanmelden');
    await enter();
    await plain.go('/vindplaatsen/nieuw');
    if (!/Je blijft aangemeld tot/.test(await plain.page.innerText('footer'))) fault('a page', 'does not say until when one is logged in');
    await plain.page.fill('[name="naam"]', 'Zeldzaam plein');
    idle(7300000);
    await Promise.all([plain.page.waitForNavigation(), plain.page.press('[name="naam"]', 'Enter')]);
    if (!/half uur bewaard/.test(await plain.page.innerText('main'))) fault('a form sent too late', `is not spoken of on ${plain.path()}`);
    if (script) await look(plain, '/aanmelden after a form too late', true);
    await enter();
    if (await plain.page.inputValue('[name="naam"]') !== 'Zeldzaam plein') fault('a form sent too late', 'comes back empty');
    if (script) await look(plain, 'a form that comes back', true);
    await plain.close();
}

await main(async site => {
    await code(site, await invitationAndSecondStep(site));
    for (const story of [role, devices, newPerson, ending]) await story(site);
    ok(`the door and what it leads to: ${nLooks} looks; through it with the keyboard alone`);
});
