// Usability script 11: an analyst rebuilds parts 2 and 3 of question 63 and a tab by month,
// and downloads one workbook: with the keyboard alone, and once more without script. At most
// 300 seconds and 25 taps; then axe on what was seen.
import { DESK, PHONE, axeOf, fault, main, ok, shapeOf, stop } from './harness.mjs';
import { Hand } from './hand.mjs';

const MOST_TAPS = 25, MOST_SECONDS = 300;
const QUESTION = `question "63-opnieuw"
title "Outreach, opnieuw geteld"
part 2 "Bereikt"
  count persons reached where call = 490 rows province columns sex
part 3 "Naar werk"
  count persons ended with outcome employed where call = 490 rows province columns sex
part 4 "Per maand"
  count persons reached during 2019 .. 2023 rows month
`;

// A choice out of a list: typed, as a keyboard does, or picked.
async function pick(hand, name, value, words) {
    const target = await hand.first(hand.page.locator(`select[name="${name}"]`), `list ${name}`);
    hand.taps++;
    if (!hand.keys) return target.selectOption(value);
    await hand.tabTo(target);
    await hand.page.keyboard.type(words);
    const chosen = await target.inputValue();
    if (chosen !== value) stop(`${name}: typing ${words} chose ${chosen}`);
}

async function tableByClicks(hand) {
    await hand.follow('Cijfers', 'main');
    await hand.follow('Maak een tabel');
    await pick(hand, 'rij1', 'province', 'provincie');
    await pick(hand, 'kolom1', 'sex', 'geslacht');
    await hand.open('Filter');
    await pick(hand, 'filter1', 'call', 'oproep');
    await hand.write('waarde1', '490');
    await hand.press('Toon de tabel');
    const vraag = new URL(hand.page.url()).searchParams.get('vraag');
    if (vraag !== 'count persons reached where call = 490 rows province columns sex') stop(`the address is ${vraag}`);
    await hand.said('921');
    if (!await hand.page.locator('.figures th[scope="row"]').count()) stop('rows have no head');
    const rows = await hand.page.locator('.figures tbody tr').allInnerTexts();
    const numbers = rows.map(r => r.match(/[\d.]+/g).map(n => Number(n.replaceAll('.', ''))));
    const parts = numbers.slice(0, -1).reduce((sum, r) => sum + r.at(-1), 0);
    if (parts !== 921 || numbers.at(-1).at(-1) !== 921) stop(`totals do not reconcile: ${parts}`);
}

async function questionWithTabs(hand, visit) {
    await visit.go('/cijfers/vragen');
    await hand.follow('Nieuwe vraag');
    await hand.write('tekst', QUESTION);
    await hand.press('Bewaar deze vraag');
    await hand.said('Outreach, opnieuw geteld');
    for (const part of ['Deel 2', 'Deel 3', 'Deel 4']) await hand.follow(part);
    if (!await hand.page.locator('svg.chart').count()) stop('months without a chart');
    const link = hand.page.getByRole('link', { name: 'Excel (xlsx)' });
    const [file] = await Promise.all([hand.page.waitForEvent('download'), (async () => {
        hand.taps++;
        if (!hand.keys) return link.click();
        await hand.tabTo(link);
        return hand.page.keyboard.press('Enter');
    })()]);
    if (!file.suggestedFilename().endsWith('.xlsx')) stop(`downloaded ${file.suggestedFilename()}`);
}

main(async site => {
    for (const [how, of] of [['keyboard alone', { keys: true }], ['without script', { keys: false, script: false }]]) {
        const visit = await site.visit({ role: 'analyst', view: of.keys ? DESK : PHONE, script: of.script ?? true });
        const hand = new Hand(visit, of), begun = Date.now();
        await visit.go('/meer');
        await tableByClicks(hand);
        await questionWithTabs(hand, visit);
        const seconds = Math.round((Date.now() - begun) / 1000);
        if (hand.taps > MOST_TAPS || seconds > MOST_SECONDS) fault(`${how}: ${hand.taps} taps, ${seconds} s`);
        ok(`script 11, ${how}: ${hand.taps} taps, ${seconds} s of the machine`);
        await visit.close();
    }
    for (const [view, language] of [[PHONE, 'nl'], [DESK, 'nl'], [PHONE, 'ar'], [DESK, 'ar']]) {
        const visit = await site.visit({ role: 'analyst', view, language });
        for (const address of ['/cijfers', '/cijfers/kruistabel', '/cijfers/definities', '/cijfers/vragen', '/cijfers/vrijgaven',
            '/cijfers/kruistabel?vraag=count+persons+reached+rows+province+columns+sex',
            '/cijfers/kruistabel?vraag=count+persons+reached+rows+province&beeld=kaart']) {
            const where = `${address} ${language} ${view.width}`;
            await visit.go(address);
            await shapeOf(visit.page, { where, language, view });
            await axeOf(visit.page, where);
        }
        await visit.close();
    }
    ok('axe finds nothing on the desk');
});
