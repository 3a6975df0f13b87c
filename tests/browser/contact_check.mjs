// A market, a phone, two conversations: the first in at most five taps from the page of
// today, the second in at most four, nothing typed; with and without script.
// Both are on the page of today.
import { PHONE, axeOf, fault, main, ok, shapeOf } from './harness.mjs';

const FIRST = 5, SECOND = 4;

async function conversations(visit) {
    await visit.go('/veld');
    return visit.page.locator('form[action$="/ongedaan"]').count();
}

// A tap that leads to another page; its address loses ?gedaan= by script, so it is not asked.
async function tapOver(visit, what) {
    const over = visit.page.waitForNavigation({ waitUntil: 'load' });
    await visit.tap(what);
    await over;
    return visit.path().split('?')[0];
}

async function story(site, script) {
    const where = script ? 'with script' : 'without script';
    const visit = await site.visit({ role: 'guide', view: PHONE, script });
    const { page } = visit;
    const before = await conversations(visit);

    visit.taps = 0;
    await tapOver(visit, 'main a[href="/contact/nieuw"]');
    await visit.tap('label:text-is("Arabisch")');
    await visit.tap('label:text-is("vraag gekregen")');
    const next = await tapOver(visit, 'button[value="nog"]');
    if (next !== '/contact/nieuw') fault(where, `the first conversation leads to ${next}`);
    if (visit.taps > FIRST) fault(where, `the first conversation took ${visit.taps} taps`);
    const first = visit.taps;
    // by script it is said a moment later, so that it is read aloud
    await page.locator('.done', { hasText: 'Bewaard' }).waitFor({ timeout: 5000 })
        .catch(() => fault(where, 'nothing says that it was kept'));
    const language = await page.locator('[name="taal"]:checked').getAttribute('value');
    if (language !== 'ar') fault(where, `the language spoken last is not chosen: ${language}`);
    if (script) {
        await shapeOf(page, { where: 'new contact, kept', ...visit });
        await axeOf(page, 'new contact, kept');
    }

    visit.taps = 0;
    const today = await tapOver(visit, 'button[value="klaar"]');
    if (today !== '/veld') fault(where, `the second conversation leads to ${today}`);
    if (visit.taps > SECOND) fault(where, `the second conversation took ${visit.taps} taps`);
    ok(`${where}: two conversations in ${first} and ${visit.taps} taps, nothing typed`);

    const after = await conversations(visit);
    if (after !== before + 2) fault(where, `${after - before} conversations were kept, expected 2`);
    else ok(`${where}: both stand on the page of today`);
    await visit.close();
}

// A place that nobody knew, in the municipality of the last one: the tap that chooses it is
// the tap that confirms it; the list of all municipalities only shows when it is needed.
async function newPlace(site) {
    const visit = await site.visit({ role: 'guide', view: PHONE });
    const { page } = visit, where = 'a new place';
    await visit.go('/veld');
    visit.taps = 0;
    await tapOver(visit, 'main a[href="/contact/nieuw"]');
    if (await page.locator('#veld-plek_naam').isVisible()) fault(where, 'a name is asked before it is of use');
    const offered = page.locator('label', { hasText: /^Andere plek in / });
    const municipality = (await offered.first().innerText()).replace('Andere plek in ', '');
    await visit.tap(offered);
    if (await page.locator('#veld-plek_gemeente').isVisible()) fault(where, 'a municipality is asked again');
    await visit.tap('#veld-plek_naam');
    await page.keyboard.insertText('Fontein Zuidkant');
    if (await tapOver(visit, 'button[value="klaar"]') !== '/veld') fault(where, 'was not kept');
    if (visit.taps > FIRST) fault(where, `${visit.taps} taps`);
    await visit.go('/vindplaatsen?naam=fontein');
    if (!(await page.innerText('main')).includes(municipality)) fault(where, `is not in ${municipality}`);
    else ok(`a new place in the municipality of the last one, ${visit.taps} taps`);
    await visit.go('/contact/nieuw');
    await page.locator('label', { hasText: /^Andere plek$/ }).click();
    if (!await page.locator('#veld-plek_gemeente').isVisible()) fault(where, 'elsewhere, no municipality is asked');
    await visit.close();
}

// The network drops at sending. With script the form stays, with all that was typed, and
// says so; sent again it is one conversation, also when only the answer was lost. Without
// script the browser keeps the request: asked to load again, it is one conversation too.
async function dropped(site, script) {
    const where = script ? 'network drops' : 'network drops, without script';
    const visit = await site.visit({ role: 'guide', view: PHONE, script });
    const { page } = visit, words = 'vroeg naar de avondles';
    const before = await conversations(visit);
    page.isCutOnPurpose = true;
    const drops = ['never arrives', 'answer is lost'];
    await page.route('**/contact/nieuw', async route => {
        if (route.request().method() !== 'POST' || !drops.length) return route.fallback();
        // the second time the server has kept it when the line is cut
        if (drops.shift() === 'answer is lost') await route.fetch({ maxRedirects: 0 });
        return route.abort('connectionreset');
    });
    await visit.go('/contact/nieuw');
    await page.locator('summary', { hasText: 'Meer noteren' }).click();
    await page.fill('#veld-notitie', words);
    if (script) {
        for (const left of [1, 0]) {
            await page.locator('button[value="klaar"]').click();
            await page.locator('.unsent', { hasText: 'nog niet verstuurd' }).waitFor({ timeout: 5000 })
                .catch(() => fault(where, 'nothing says that it was not sent'));
            if (drops.length !== left) fault(where, 'it was not sent again');
            if (await page.inputValue('#veld-notitie') !== words) fault(where, 'what was typed is gone');
            if (!await page.locator('#veld-notitie').isVisible()) fault(where, 'what was typed is hidden');
        }
        await axeOf(page, 'new contact, not sent');
        await page.locator('button[value="klaar"]').click();
    } else {
        await page.locator('button[value="klaar"]').click().catch(() => {});
        await page.waitForTimeout(300);
        await page.reload().catch(() => {}); // the browser sends the same form again
        await page.waitForTimeout(300);
        await page.reload();
    }
    await page.waitForURL(/\/veld/, { timeout: 8000 }).catch(() => fault(where, `ends at ${visit.path()}`));
    const n = await conversations(visit) - before;
    if (drops.length) fault(where, 'the line was not cut twice');
    if (n !== 1) fault(where, `${n} conversations were kept, expected 1`);
    else ok(`${where}: cut before and after the server kept it, one conversation, nothing typed twice`);
    await visit.close();
}

await main(async site => {
    await story(site, true);
    await story(site, false);
    await newPlace(site);
    await dropped(site, true);
    await dropped(site, false);
});
