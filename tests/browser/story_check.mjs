// From a market square to aftercare, as somebody does it who reads the screen and nothing
// else: on a phone, at a desk, with the keyboard alone, and without script. Each task has
// a budget of taps; every page on the way is looked at as pages_check.mjs does.
import { DESK, PHONE, axeOf, fault, main, ok, shapeOf, stop } from './harness.mjs';
import { Hand } from './hand.mjs';

const PHASES = ['outreach', 'contact', 'context_conditions', 'orientation', 'warm_handover', 'follow_up'];
const WAYS = [
    { name: 'phone', view: PHONE },
    { name: 'desk', view: DESK },
    { name: 'keyboard', view: DESK, keys: true },
    { name: 'without script', view: PHONE, script: false },
];
const seen = new Set();

// each page of the story once, with axe-core and at 320 px
async function look(visit) {
    const name = visit.path().split('?')[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
    if (seen.has(name) || visit.script === false) return;
    seen.add(name);
    await shapeOf(visit.page, { where: `${name} in the story`, ...visit });
    await axeOf(visit.page, `${name} in the story`);
}

async function tell(site, way, who) {
    const visit = await site.visit({ role: 'guide', ...way });
    visit.script = way.script;
    const hand = new Hand(visit, way);
    const taps = {};
    const task = async (name, most, act) => { taps[name] = await hand.within(most, `${way.name}: ${name}`, act); await look(visit); };

    await visit.go('/veld');
    await hand.follow(/Nieuw contact/, 'main');
    await hand.choose('plek', 'andere');
    await hand.write('plek_naam', `Markt ${who.place}`);
    await hand.press(/^Bewaar$/);
    await hand.said('Bewaard');

    // usability script 1: five taps, and four for the second
    await visit.go('/veld');
    await task('a conversation', 5, async () => {
        await hand.follow(/Nieuw contact/, 'main');
        await hand.choose('taal', 'ar');
        await hand.choose('wat', 'question');
        await hand.press(/Bewaar en nog een/);
        await hand.said('Bewaard');
    });
    await task('a second one', 4, async () => {
        await hand.choose('wat', 'small_talk');
        await hand.press(/^Bewaar$/);
        await hand.said('Bewaard');
    });

    await visit.go('/contact/nieuw');
    await task('somebody with a nickname', 4, async () => {
        await hand.choose('wie', 'nieuw');
        await hand.open(/Meer noteren/);
        await hand.write('bijnaam', who.nickname);
        await hand.press(/^Bewaar$/);
        await hand.said('Bewaard');
    });
    await visit.go('/veld');
    await task('a person', 11, async () => {
        await hand.follow(/Mensen die ik wil terugzien/);
        await hand.follow(new RegExp(who.nickname));
        await look(visit);
        await hand.follow(/Maak er een dossier van/);
        await hand.write('wie', who.name);
        await hand.press(/^Zoek$/);
        await look(visit);
        await hand.press(/Nieuwe persoon/);
        await look(visit);
        await hand.write('roepnaam', who.name);
        if (await visit.page.locator('input[name="iemand_anders"]').count()) await hand.choose('iemand_anders', await visit.page.locator('input[name="iemand_anders"]').first().getAttribute('value'));
        await hand.choose('akkoord', 'ja');
        await visit.page.locator('select[name="project"]').selectOption({ index: 1 });
        hand.taps += 2;
        await hand.press(/^Bewaar|Maak|Begin/);
        if (!/\/personen\/[0-9a-f-]{36}/.test(visit.path())) stop(`${way.name}: no file was made: ${(await visit.page.innerText('main')).slice(0, 400)}`);
    });
    const file = visit.path().match(/\/personen\/[0-9a-f-]{36}/)[0];

    for (const phase of PHASES) {
        await visit.go(`${file}/fasen`);
        await task(`phase ${phase}`, 3, async () => {
            await hand.follow(/Begin een fase/);
            await hand.choose('fase', phase);
            await hand.press(/^Bewaar/);
            if (visit.path().includes('/nieuw')) stop(`${way.name}: phase ${phase} was not begun: ${(await visit.page.innerText('main')).slice(0, 300)}`);
        });
    }
    await visit.go(file);
    await task('a goal', 3, async () => {
        await hand.follow(/Schrijf (het|een nieuw) doel op/);
        await hand.write('doel', 'Ik wil chauffeur worden');
        await hand.press(/Bewaar/);
    });
    for (const state of ['open', 'fulfilled']) {
        await visit.go(`${file}/drempels`);
        await task(`a condition ${state}`, 3, async () => {
            await hand.follow(/kinderopvang/i, 'main');
            await hand.choose('stand', state);
            await hand.press(/^Bewaar/);
        });
    }
    await visit.go(file);
    await task('a job', 4, async () => {
        await hand.follow(/Noteer werk/);
        await hand.choose('contract', 'permanent');
        await hand.write('woorden', 'Keuken van het ziekenhuis');
        await hand.press(/^Bewaar/);
    });
    await visit.go(`${file}/werk`);
    await task('aftercare', 3, async () => {
        await hand.follow(/Noteer nazorg/);
        await look(visit);
        const sides = visit.page.locator('main input[type="radio"]');
        for (const name of new Set(await sides.evaluateAll(all => all.map(e => e.name)))) {
            const value = await visit.page.locator(`input[name="${name}"]`).first().getAttribute('value');
            if (!await visit.page.locator(`input[name="${name}"]:checked`).count()) await hand.choose(name, value);
        }
        await hand.press(/^Bewaar/);
        if (visit.path().includes('/nazorg')) stop(`${way.name}: aftercare was not recorded: ${(await visit.page.innerText('main')).slice(0, 300)}`);
    });
    await visit.go(`${file}/tijdlijn`);
    for (const words of ['chauffeur worden', 'ziekenhuis', 'azorg']) await hand.said(words);
    await look(visit);
    await visit.close();
    ok(`${way.name}: ${Object.entries(taps).map(([k, v]) => `${k} ${v}`).join(', ')} taps`);
}

// usability script 3: who exists in another script is offered before a file is made
async function findInAnotherScript(site) {
    const visit = await site.visit({ role: 'guide', view: PHONE });
    const hand = new Hand(visit);
    await visit.go('/personen/zoek');
    await hand.write('wie', 'محمد الحسن');
    await hand.press(/^Zoek$/);
    await hand.press(/Nieuwe persoon/);
    await hand.write('roepnaam', 'محمد الحسن');
    if (await visit.page.locator('input[name="iemand_anders"]').count()) await hand.choose('iemand_anders', await visit.page.locator('input[name="iemand_anders"]').first().getAttribute('value'));
    await hand.choose('akkoord', 'ja');
    await hand.press(/^Bewaar|Maak|Begin/);
    await look(visit);
    await visit.go(`${visit.path().match(/\/personen\/[0-9a-f-]{36}/)[0]}/fasen`);
    await hand.follow(/Begin een traject/, 'main');
    await look(visit);
    await visit.go('/veld');
    const n = await hand.within(6, 'somebody known by another script', async () => {
        await hand.follow(/Zoek/, '.bar');
        await hand.write('wie', 'Muhamed Al-Hasan');
        await hand.press(/^Zoek$/);
        await hand.said('محمد الحسن');
        await hand.follow('محمد الحسن', 'main');
    });
    if (!/\/personen\/[0-9a-f-]{36}/.test(visit.path())) fault('the file that was found does not open');
    await visit.close();
    ok(`"Muhamed Al-Hasan" finds محمد الحسن before a file is made, ${n} taps`);
}

// every part of a file from every other, on a phone: two taps at most, also by keyboard and
// without script; and the part that is open says so
const IN_SIGHT = /^(Overzicht|Tijdlijn|Plan|Drempels)$/;
async function everyPart(site, way) {
    const visit = await site.visit({ role: 'guide', view: PHONE, ...way });
    const hand = new Hand(visit, way), { page } = visit;
    await visit.go('/dossiers');
    const file = await page.locator('main a[href^="/personen/"]').first().getAttribute('href');
    await visit.go(file);
    const parts = await page.locator('.grouped-tabs a').evaluateAll(all => all.map(a => [a.textContent, a.getAttribute('href')]));
    if (parts.length !== 14) stop(`a file has ${parts.length} parts in its bar`);
    for (const [name, address] of parts) {
        await hand.within(2, name, async () => {
            if (!IN_SIGHT.test(name)) await hand.open(/^[+\u2212\s]*Meer$/);
            await hand.follow(new RegExp(`^${name}$`), '.grouped-tabs');
        });
        if (visit.path() !== address) stop(`${name} leads to ${visit.path()}`);
        const now = await page.locator('.grouped-tabs a[aria-current="page"]').allTextContents();
        if (now.join() !== name) stop(`on ${name} the bar says ${now}`);
        const isBehind = await page.locator('.grouped-tabs summary[aria-current="true"]').count() === 1;
        if (isBehind === IN_SIGHT.test(name)) stop(`on ${name} the bar ${isBehind ? 'says' : 'does not say'} that it is behind "Meer"`);
    }
    await visit.close();
    ok(`${parts.length} parts of a file, each within two taps on a phone, ${way.keys ? 'by keyboard' : 'without script'}`);
}

await main(async site => {
    for (const [i, way] of WAYS.entries()) {
        const word = ['Zylvana', 'Quorbert', 'Wexonia', 'Ympharo'][i];
        await tell(site, way, { place: word, nickname: `Muts ${word}`, name: `${word} Proefmans` })
            .catch(e => fault(`${way.name}:`, e.message.split('\n').slice(0, 3).join(' ')));
    }
    await findInAnotherScript(site);
    await everyPart(site, { script: false });
    await everyPart(site, { keys: true });
    ok(`${seen.size} pages of the story seen with axe-core and at 320 px`);
});
