// Usability scripts 7 to 10, counted in taps, axe on each page that is seen:
//  7 a warm handover by keyboard alone, its first meeting in a calendar program
//  8 the receiver has no place and proposes another; the sender reads it at once
//  9 a coordinator at 400 %: who waits longest in Limburg, who is guided twice
// 10 a promotor: twenty present in one save, an open report without gaps
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { DESK, PHONE, axeOf, fault, main, ok, stop } from './harness.mjs';
import { Hand } from './hand.mjs';

const ZOOMED = { width: 320, height: 256 }; // 1280 x 1024 at 400 %
const FIRST_DAY = '2026-12-03', OTHER_DAY = '2026-12-04';
const WISH = 'Werken in een keuken, dicht bij huis.', OTHER_HOUSE = 'GTB (demonstratie)';

const expect = (what, is) => is || stop(what);
const seconds = since => Math.round((Date.now() - since) / 1000);

// looks at the page with axe, once for each address
function looker() {
    const seen = new Set();
    return async hand => {
        const path = hand.visit.path().split('?')[0];
        if (seen.has(path)) return;
        seen.add(path);
        await axeOf(hand.page, `${hand.visit.role} ${path} ${hand.visit.view.width}`);
        const wide = await hand.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) fault(`${path} scrolls sideways by ${wide} at ${hand.visit.view.width} px`);
    };
}
const look = looker();

// A choice out of a list: typed, as a keyboard does, or picked.
async function pick(hand, name, words) {
    const target = await hand.first(hand.page.locator(`select[name="${name}"]`), `list ${name}`);
    const value = await target.locator('option', { hasText: words }).first().getAttribute('value');
    hand.taps++;
    if (!hand.keys) return target.selectOption(value);
    await hand.tabTo(target);
    await hand.page.keyboard.type(words);
    return expect(`${name}: typing ${words} chose another`, await target.inputValue() === value);
}
// The link to an address, or to the first address of a form.
async function tapLink(hand, to) {
    const links = hand.page.locator('main a');
    const at = (await links.evaluateAll(all => all.map(a => a.getAttribute('href')))).findIndex(h => (to instanceof RegExp ? to.test(h) : h === to));
    if (at < 0) stop(`no link to ${to} on ${hand.visit.path()}`);
    hand.taps++;
    return hand.leave(() => links.nth(at).click());
}
// A day or an hour, digit by digit, in the order in which this browser shows it.
async function type(hand, name, value, orders) {
    const target = await hand.first(hand.page.locator(`[name="${name}"]`), `field ${name}`);
    hand.taps++;
    for (const digits of orders) {
        await target.evaluate(e => e.blur());
        await hand.tabTo(target);
        await hand.page.keyboard.type(digits);
        if (await target.inputValue() === value) return;
    }
    stop(`${name}: ${value} cannot be typed: ${await target.inputValue()}`);
}
const typeDay = (hand, name, day) => {
    const [year, month, date] = day.split('-');
    return type(hand, name, day, [month + date + year, date + month + year]);
};
const mainText = hand => hand.page.locator('main').innerText();
async function calendar(visit, path) {
    const answer = await visit.page.request.get(new URL(path, visit.page.url()).href);
    expect(`the calendar answers ${answer.status()}`, answer.status() === 200);
    return answer.text();
}
// what travels, as it is written on the page
const card = hand => hand.page.locator('main > .card').innerHTML();

// What ical.js makes of the files, in the order in which they were given out.
function readCalendars(texts) {
    const names = texts.map((text, i) => {
        writeFileSync(`meeting-${i}.ics`, text);
        return `meeting-${i}.ics`;
    });
    const reader = new URL('../node/read_calendar.mjs', import.meta.url).pathname;
    return execFileSync(process.execPath, [reader, ...names], { encoding: 'utf8' }).trim().split('\n');
}

// A file that was handed over to nobody yet.
async function freshPerson(visit) {
    await visit.go('/dossiers');
    const paths = await visit.page.locator('main a').evaluateAll(all => all.map(a => a.getAttribute('href'))
        .filter(h => /^\/personen\/[0-9a-f-]{36}$/.test(h)));
    for (const path of new Set(paths)) {
        await visit.go(`${path}/overdrachten`);
        if (await visit.page.getByText('Er is nog geen overdracht.').count()
            && await visit.page.getByRole('button', { name: 'Begin een overdracht' }).count()) return path;
    }
    return stop('everybody was handed over already');
}

async function sendHandover(site, visit) {
    const hand = new Hand(visit, { keys: true });
    const person = await freshPerson(visit);
    const begun = Date.now();
    await look(hand);
    const save = async () => {
        await look(hand);
        await hand.press('Bewaar en ga verder');
    };
    await hand.press('Begin een overdracht');
    const tasks = visit.path();
    await look(hand);
    await hand.follow('Wat wil de persoon?');
    await hand.write('wens', WISH);
    await hand.choose('moment', 'together');
    await save();
    await look(hand);
    await pick(hand, 'naar', 'VDAB');
    await hand.press('Kies deze organisatie');
    await hand.choose('deel', 'goal');
    await save();
    // without the person's yes there is nothing to press
    const beside = await site.visit({ role: 'guide', view: DESK });
    await beside.go(tasks.replace(/taken.*/, 'controleer'));
    expect('sent without a yes', !await beside.page.getByRole('button', { name: 'Stuur de overdracht' }).count());
    expect('it does not say what is missing', (await beside.page.innerText('main')).includes('Vraag eerst of de persoon dit wil delen.'));
    await axeOf(beside.page, 'a handover without consent');
    await beside.close();
    await hand.choose('antwoord', 'ja');
    await hand.choose('hoe', 'spoken');
    await save();
    await hand.choose('mee', 'ja');
    await typeDay(hand, 'dag', FIRST_DAY);
    await type(hand, 'uur', '10:00', ['1000A', '1000']);
    await hand.write('waar', 'Inkom van het station');
    await save();
    const preview = await card(hand);
    expect('the first meeting is not in what travels', preview.includes('3 december'));
    await look(hand);
    await hand.press('Stuur de overdracht');
    await look(hand);
    if (hand.taps > 18) fault(`script 7: ${hand.taps} acts, at most 18`);
    ok(`script 7, keyboard alone: ${hand.taps} acts, ${seconds(begun)} s of the machine; blocked without a yes`);
    expect('what was sent is not what was shown', await card(hand) === preview);
    return { person, preview, path: visit.path().split('?')[0] };
}

// --- 8: no place ---

async function answerHandover(site, sent) {
    const visit = await site.visit({ role: 'mediator', view: PHONE });
    const hand = new Hand(visit);
    await visit.go('/overdrachten');
    await look(hand);
    const begun = Date.now();
    await tapLink(hand, sent.path);
    await look(hand);
    expect('the receiver reads something else than what was shown before sending', await card(hand) === sent.preview);
    await hand.choose('reden', 'capacity');
    await pick(hand, 'andere', OTHER_HOUSE);
    await hand.press('Stuur dit antwoord');
    await look(hand);
    if (hand.taps > 4) fault(`script 8: ${hand.taps} taps, at most 4`);
    ok(`script 8: ${hand.taps} taps, ${seconds(begun)} s of the machine`);
    expect('what was shared stays open after a no', (await mainText(hand)).includes('Wat gedeeld werd, zie je niet meer'));
    await visit.close();
}

async function senderReads(guide, sent) {
    const hand = new Hand(guide, { keys: true });
    await guide.go(sent.path);
    await look(hand);
    for (const words of ['geen plaats', `Stelt voor: ${OTHER_HOUSE}`, 'Wat nu?', 'De toeleider probeert het elders.']) await hand.said(words);
    // the next step is there to take, with what was written
    await hand.press('Probeer het elders, met wat er staat');
    await hand.follow('Wat wil de persoon?');
    expect('what was written is lost', await hand.page.inputValue('[name="wens"]') === WISH);
    ok('the sender reads the reason and takes the next step');
}

// --- the first meeting in a calendar program ---

async function meetingMoves(guide, sent, texts) {
    const hand = new Hand(guide, { keys: true });
    const file = await guide.page.getByRole('link', { name: 'Voor de kalender (.ics)' }).getAttribute('href');
    texts.push(await calendar(guide, file));
    await hand.follow('Andere dag of uur');
    await look(hand);
    await typeDay(hand, 'dag', OTHER_DAY);
    await hand.press('Bewaar');
    await look(hand);
    texts.push(await calendar(guide, file));
    return file;
}

function calendarFits(texts) {
    const read = readCalendars(texts);
    const expected = [
        `REQUEST 0 CONFIRMED ${FIRST_DAY}T09:00:00.000Z ${FIRST_DAY}T09:45:00.000Z`,
        `REQUEST 1 CONFIRMED ${OTHER_DAY}T09:00:00.000Z ${OTHER_DAY}T09:45:00.000Z`,
        `CANCEL 2 CANCELLED ${OTHER_DAY}T09:00:00.000Z ${OTHER_DAY}T09:45:00.000Z`,
    ];
    for (const [i, line] of expected.entries()) if (read[i] !== line) fault(`calendar file ${i}: ${read[i]}, expected ${line}`);
    ok('the calendar of the first meeting: made, moved, taken out');
}

// --- 9: who waits ---

async function whoWaits(site) {
    const visit = await site.visit({ role: 'coordinator', view: ZOOMED });
    const hand = new Hand(visit);
    const rows = () => visit.page.locator('#wachtend > li').evaluateAll(all => all.map(li => li.innerText));
    await visit.go('/netwerk');
    await look(hand);
    const begun = Date.now();
    await hand.follow('Alle wachtende overdrachten');
    await look(hand);
    await hand.open('Kies welke overdrachten je ziet');
    await pick(hand, 'provincie', 'Limburg');
    await hand.press('Toon');
    await look(hand);
    const waiting = await rows();
    if (!waiting.length) await hand.said('Niets wacht langer dan 10 werkdagen.');
    const days = waiting.map(words => Number(words.match(/(\d+) werkdag/)[1]));
    expect(`not in the order of waiting: ${days}`, days.every((n, i) => !i || days[i - 1] >= n));
    await hand.follow('Dubbel begeleid');
    await look(hand);
    const twice = await rows();
    if (!twice.length) await hand.said('Geen overdracht die hieraan voldoet.');
    expect('the tab counts another number', (await mainText(hand)).includes(`Dubbel begeleid (${twice.length})`));
    expect('it does not say so', twice.every(words => words.includes('begeleid door twee organisaties voor hetzelfde')));
    if (hand.taps > 5) fault(`script 9: ${hand.taps} taps, at most 5`);
    ok(`script 9, at 320 px: ${hand.taps} taps, ${seconds(begun)} s of the machine; ${waiting.length} wait, the longest ${days.slice(0, 3).join(', ') || 'no'} working days; ${twice.length} guided twice`);
    await visit.go('/netwerk/wachtend?toon=niet&provincie=antwerpen');
    await look(hand);
    expect('what was refused a moment ago is not there', (await rows()).some(words => words.includes('geen plaats')));
    await visit.go('/netwerk/wachtend?toon=niet&provincie=brussels');
    await hand.said('Geen overdracht die hieraan voldoet.');
    await visit.close();
}

// --- 10: present, and a report without gaps ---

async function promotorReports(site) {
    const visit = await site.visit({ role: 'promotor', view: PHONE });
    const hand = new Hand(visit);
    const begun = Date.now();
    await visit.go('/sessies');
    await look(hand);
    await hand.follow('Samen op weg', 'li:has-text("nog aan te vinken")');
    await look(hand);
    expect('there are no twenty to tick', await visit.page.locator('input[name="er"]').count() === 20);
    await hand.press('Iedereen was er');
    await look(hand);
    await hand.said('20 van 20 aanwezig');
    await visit.go('/projecten');
    await look(hand);
    await tapLink(hand, /^\/projecten\/[0-9a-f-]{36}$/);
    const project = visit.path();
    await look(hand);
    const figure = visit.page.locator('main a[href^="/cijfers/kruistabel"]').first();
    const [number, question] = [await figure.innerText(), await figure.getAttribute('href')];
    await hand.open('Overzicht');
    await hand.follow('Verslagen', 'main');
    await look(hand);
    await hand.follow(/.*/, 'main li:has-text("wordt geschreven")');
    const report = visit.path();
    await look(hand);
    await hand.said('Nog 2 dingen te doen.');
    await hand.follow('hoogste diploma', '#taken');
    await look(hand);
    await pick(hand, 'waarde', 'secundair');
    await hand.press('Bewaar');
    await visit.go(report);
    await hand.said('Nog 1 ding te doen.');
    await hand.follow('Schrijf: volgende periode', '#taken');
    await look(hand);
    await hand.write('woorden', 'Een tweede spreekuur, in de bibliotheek.');
    await hand.press('Bewaar');
    await look(hand);
    await hand.said('Niets meer te doen: het verslag kan weg.');
    if (hand.taps > 30) fault(`script 10: ${hand.taps} taps, at most 30`);
    ok(`script 10: ${hand.taps} taps, ${seconds(begun)} s of the machine`);
    await visit.go(`${project}/begroting`);
    await look(hand);
    for (const words of ['klopt tot op de cent', 'Dezelfde totalen als bij Cijfers, tot op de cent.']) await hand.said(words);
    await visit.close();
    const analyst = await site.visit({ role: 'analyst', view: DESK });
    await analyst.go(question);
    const total = (await analyst.page.locator('.figures tbody tr').last().innerText()).match(/[\d.]+/g)?.at(-1);
    expect(`the project says ${number}, the analyst reads ${total}`, total === number);
    ok(`the analyst reads the same ${number} reached, and the budget is right to the cent`);
    await analyst.close();
}

main(async site => {
    const guide = await site.visit({ role: 'guide', view: DESK });
    const texts = [];
    const sent = await sendHandover(site, guide);
    const file = await meetingMoves(guide, sent, texts);
    await answerHandover(site, sent);
    texts.push(await calendar(guide, file));
    calendarFits(texts);
    await whoWaits(site);
    await senderReads(guide, sent);
    await guide.close();
    await promotorReports(site);
});
