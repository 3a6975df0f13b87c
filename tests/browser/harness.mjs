// A running server and browsers that visit it, for the checks beside this file.
//
//   const site = await openSite();            the server of $V on $DB, and Chromium
//   const visit = await site.visit({ role: 'guide', view: PHONE, language: 'ar' });
//   await visit.go('/veld');
//   await site.close();
//
// A visit watches: what the browser complains of (errors, refusals by the security policy,
// dialogs, answers of 500) is a fault, wherever it happens. Faults are collected and told
// at the end, so that one run shows all.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';

const require = createRequire(new URL('../node/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };
export const BASE_DAY = process.env.TODAY;

const faults = [];
const proofs = [];
export function fault(...words) {
    const line = words.join(' ');
    if (!faults.includes(line)) faults.push(line);
}
export const ok = (...words) => proofs.push(words.join(' '));
export class Stop extends Error {}
export function stop(...words) {
    throw new Stop(words.join(' '));
}

export async function main(story) {
    let site;
    try {
        site = await openSite();
        await story(site);
    } catch (e) {
        fault(e instanceof Stop ? e.message : e.stack);
    } finally {
        if (site) await site.close();
    }
    for (const p of proofs) console.log(`ok: ${p}`);
    for (const f of faults) console.error(`FAULT: ${f}`);
    process.exit(faults.length ? 1 : 0);
}

function startServer() {
    const child = spawn(process.env.V, ['serve', '--db', `sqlite:${process.env.DB}`, '--listen', '127.0.0.1:0',
        ...(process.env.LOUD === 'server' ? [] : ['--quiet'])], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const address = new Promise((resolve, reject) => {
        const hear = piece => {
            said += piece;
            if (process.env.LOUD === 'server') process.stderr.write(piece);
            const found = said.match(/http:\/\/[\w.:[\]]+/);
            if (found) resolve(found[0].replace(/\/$/, ''));
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('exit', code => reject(new Stop(`the server ended with ${code}: ${said}`)));
    });
    return { child, address, said: () => said };
}

async function openSite() {
    const server = startServer();
    const url = await server.address;
    server.child.removeAllListeners('exit');
    server.child.on('exit', (code, signal) => {
        if (!server.ends) fault(`the server ended by itself: ${code ?? signal}\n${server.said().slice(-2000)}`);
    });
    const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => existsSync(p));
    const browser = await chromium.launch({
        executablePath: program,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    const states = new Map(); // cookies by role: who logs in once is let in
    return {
        url, browser,
        async visit(of = {}) { return visit(this, states, of); },
        async close() {
            await browser.close();
            server.ends = true;
            const { child } = server;
            if (child.exitCode === null && child.signalCode === null) {
                const gone = new Promise(r => child.on('exit', r));
                child.kill('SIGTERM');
                await gone;
            }
            if (child.exitCode !== 0) fault(`the server ended with ${server.child.exitCode}\n${server.said().slice(-2000)}`);
        },
    };
}

// Accounts of the region that the tests use: "role login password [secret]" a line.
function accounts() {
    return new Map(readFileSync(process.env.ACCOUNTS, 'utf8').trim().split('\n').map(line => {
        const [role, login, password, secret] = line.split(' ');
        return [role, { login, password, secret }];
    }));
}
export const roles = () => [...accounts().keys()];

async function logIn(page, url, role) {
    const account = accounts().get(role);
    if (!account) stop(`no account with the role ${role}`);
    await page.goto(`${url}/aanmelden`);
    await page.fill('input[autocomplete="username"]', account.login);
    await page.fill('input[type="password"]', account.password);
    await page.press('input[type="password"]', 'Enter');
    await page.waitForLoadState();
    if (page.url().includes('/aanmelden')) stop(`${role} could not log in: ${await page.innerText('main')}`);
}

async function visit(site, states, { role = 'guide', view = PHONE, language = 'nl', script = true, dark = false, scale = 1 }) {
    const context = await site.browser.newContext({
        viewport: view, javaScriptEnabled: script, locale: 'nl-BE', timezoneId: 'Europe/Brussels',
        colorScheme: dark ? 'dark' : 'light', storageState: states.get(role),
        hasTouch: view === PHONE, deviceScaleFactor: scale, reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    watch(page, role);
    if (role && !states.has(role)) {
        await logIn(page, site.url, role);
        states.set(role, await context.storageState());
    }
    await context.addCookies([{ name: 'taal', value: language, url: site.url }]);
    const self = {
        page, context, role, language, view, taps: 0,
        path: () => page.url().slice(site.url.length),
        async go(path) {
            const answer = await page.goto(site.url + path);
            return answer;
        },
        // what a person does: counted
        async tap(what) {
            self.taps++;
            await (typeof what === 'string' ? page.locator(what).first() : what.first()).click();
        },
        async close() { await context.close(); },
    };
    return self;
}

function watch(page, role) {
    const where = () => `${role} ${page.url().replace(/^https?:\/\/[^/]+/, '').split('?')[0]}`;
    page.on('console', m => {
        // a page that answers 4xx on purpose is told as an error too: that is looked at elsewhere
        if (page.isCutOnPurpose && /net::ERR_CONNECTION_RESET/.test(m.text())) return;
        if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) fault(where(), 'console:', m.text());
    });
    page.on('pageerror', e => fault(where(), 'script:', e.message));
    page.on('dialog', d => {
        if (d.type() !== 'beforeunload') fault(where(), 'dialog:', d.message());
        d.dismiss().catch(() => {});
    });
    page.on('response', r => {
        if (r.status() >= 500) fault(where(), `status ${r.status()} of ${r.request().method()} ${new URL(r.url()).pathname}`);
    });
}

// What axe-core finds, at the rules of WCAG 2.2 AA and best practice.
export async function axeOf(page, where) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
    }));
    for (const v of found.violations)
        fault(where, `axe ${v.id}: ${v.help}:`, v.nodes.slice(0, 2).map(n => `${n.target} ${n.html.slice(0, 120)}`).join(' | '));
}

// What every page promises, whatever is on it.
export async function shapeOf(page, { where, language, view }) {
    const seen = await page.evaluate(() => ({
        title: document.title,
        h1: document.querySelectorAll('h1').length,
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        main: document.querySelectorAll('main').length,
        broken: [...document.querySelectorAll('a[href^="#"]')].filter(a => a.hash.length > 1 && !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash),
        small: [...document.querySelectorAll('main a.button, main button:not([aria-hidden]), .outdoors main input:not([type=hidden]):not(.unseen), .outdoors main select, .bar a, .choice label')]
            .filter(e => e.checkVisibility() && !['radio', 'checkbox'].includes(e.type))
            .map(e => ({ e, r: e.getBoundingClientRect() }))
            .filter(({ r }) => r.height < 44 || r.width < 24)
            .map(({ e, r }) => `${e.outerHTML.slice(0, 70)} ${Math.round(r.width)}x${Math.round(r.height)}`),
        stars: [...document.querySelectorAll('label, legend')].filter(e => e.textContent.includes('*')).length,
        styled: document.querySelectorAll('[style]').length,
        bidi: [...document.querySelectorAll('main bdi')].length,
    }));
    if (seen.h1 !== 1) fault(where, `${seen.h1} h1`);
    if (seen.main !== 1) fault(where, `${seen.main} main`);
    if (seen.lang !== language) fault(where, `lang ${seen.lang}`);
    if (seen.dir !== (language === 'ar' ? 'rtl' : 'ltr')) fault(where, `dir ${seen.dir}`);
    if (seen.broken.length) fault(where, 'links to no element:', seen.broken.join(' '));
    for (const s of seen.small) fault(where, 'small target:', s);
    if (seen.stars) fault(where, 'asterisks in labels');
    if (seen.styled) fault(where, 'attributes style, which the policy refuses');
    // 400 % of 1280 px
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => {
        const most = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= most) return null;
        const guilty = [...document.querySelectorAll('body *')].find(e => e.getBoundingClientRect().right > most + 1 && !e.closest('.scroll'));
        return guilty ? guilty.outerHTML.slice(0, 120) : 'something';
    });
    if (wide) fault(where, 'scrolls sideways at 320 px:', wide);
    await page.setViewportSize(view);
    return seen.title;
}
