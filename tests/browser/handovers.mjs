// A handover that was accepted, one to somebody who does not log in here, and one that waits
// to be sent, so that the pages of each are there to be looked at: the forms as they stand,
// filled in and sent.
import { stop } from './harness.mjs';

const MADE = [{ receiver: 'VDAB', until: 'accepted' }, { receiver: 'Zonneoven', until: 'sent' }, { receiver: 'VDAB', until: 'ready' }];

async function send(visit, address, action, fields) {
    await visit.go(address);
    const form = visit.page.locator(`form[method="post"][action="${action}"]`).first();
    if (!await form.count()) stop(`no form ${action} on ${address}`);
    await Promise.all([visit.page.waitForNavigation(), form.evaluate((e, values) => {
        for (const [name, value] of Object.entries(values)) {
            for (const field of e.querySelectorAll(`[name="${name}"]`)) {
                if (['radio', 'checkbox'].includes(field.type)) field.checked = field.checked || field.value === value;
                else if (field.tagName === 'SELECT') field.value = [...field.options].find(o => o.textContent.includes(value))?.value ?? '';
                else field.value = value;
            }
        }
        e.requestSubmit(e.querySelector('button'));
    }, fields)]);
    if (await visit.page.locator('.errors').count()) stop(`${action}: ${await visit.page.innerText('.errors')}`);
    return visit.path().split('?')[0];
}

export async function handovers(site) {
    const guide = await site.visit({ role: 'guide' });
    await guide.go('/dossiers');
    const file = await guide.page.locator('main a[href^="/personen/"]').first().getAttribute('href');
    const own = `${file}/overdrachten`;
    for (const { receiver, until } of MADE) {
        const one = (await send(guide, own, own, {})).replace(/\/taken$/, '');
        for (const [task, fields] of [['wens', { wens: 'Werken in de zorg', moment: 'together' }], ['dienst', { naar: receiver }],
            ['delen', { deel: 'identity' }], ['toestemming', { antwoord: 'ja', hoe: 'spoken' }], ['gesprek', { mee: 'ja' }]])
            await send(guide, `${one}/${task}`, `${one}/${task}`, fields);
        if (until === 'ready') continue;
        await send(guide, `${one}/controleer`, `${one}/controleer`, {});
        if (until === 'sent') continue;
        const mediator = await site.visit({ role: 'mediator' });
        await send(mediator, one, `${one}/stap`, { stap: 'accepted' });
        await mediator.close();
    }
    await guide.close();
}
