// What a person does on a page, counted: a tap for each thing that is touched. With `keys`
// the mouse is left alone: Tab to it, then Space, Enter or an arrow, as everybody can.
import { stop } from './harness.mjs';

const MOST_TABS = 220;

export class Hand {
    constructor(visit, { keys = false } = {}) {
        this.visit = visit;
        this.page = visit.page;
        this.keys = keys;
        this.taps = 0;
    }
    // counts the taps of one task
    async within(most, what, act) {
        const before = this.taps;
        await act();
        const n = this.taps - before;
        if (n > most) stop(`${what}: ${n} taps, at most ${most}`);
        return n;
    }
    // the focus goes where a reader with a keyboard brings it
    async tabTo(target, isGroup) {
        const element = await target.elementHandle();
        if (!element) stop(`nothing to go to on ${this.visit.path()}`);
        for (let i = 0; i < MOST_TABS; i++) {
            const there = await this.page.evaluate(([e, group]) => {
                const now = document.activeElement;
                return now === e || (group && now?.type === 'radio' && now.name === e.name && now.form === e.form);
            }, [element, isGroup]);
            if (there) return;
            await this.page.keyboard.press('Tab');
        }
        stop(`the keyboard does not reach ${await target.evaluate(e => e.outerHTML.slice(0, 90))} on ${this.visit.path()}`);
    }
    async leave(act) {
        await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), act()]);
    }
    first(locator, what) {
        const target = locator.first();
        return target.waitFor({ state: 'attached', timeout: 6000 }).then(() => target, () =>
            stop(`no ${what} on ${this.visit.path()}`));
    }
    async follow(words, where = 'body') {
        const target = await this.first(this.page.locator(where).getByRole('link', { name: words }), `link ${words}`);
        this.taps++;
        if (!this.keys) return this.leave(() => target.click());
        await this.tabTo(target);
        return this.leave(() => this.page.keyboard.press('Enter'));
    }
    async press(words) {
        const target = await this.first(this.page.getByRole('button', { name: words }), `button ${words}`);
        this.taps++;
        if (!this.keys) return this.leave(() => target.click());
        await this.tabTo(target);
        return this.leave(() => this.page.keyboard.press('Enter'));
    }
    async open(words) {
        const target = await this.first(this.page.locator('summary', { hasText: words }), `folded ${words}`);
        this.taps++;
        if (!this.keys) return target.click();
        await this.tabTo(target);
        return this.page.keyboard.press('Enter');
    }
    async choose(name, value) {
        const target = await this.first(this.page.locator(`input[name="${name}"][value="${value}"]`), `choice ${name}=${value}`);
        this.taps++;
        if (!this.keys) return this.page.locator(`label[for="${await target.getAttribute('id')}"]`).click();
        const isRadio = await target.getAttribute('type') === 'radio';
        await this.tabTo(target, isRadio);
        if (!isRadio) return this.page.keyboard.press('Space');
        for (let i = 0; i < 60; i++) {
            if (await target.evaluate(e => e === document.activeElement)) break;
            await this.page.keyboard.press('ArrowDown');
        }
        return await target.isChecked() ? undefined : this.page.keyboard.press('Space');
    }
    async write(name, text) {
        const target = await this.first(this.page.locator(`[name="${name}"]:not([type=hidden])`), `field ${name}`);
        this.taps++;
        if (!this.keys) return target.fill(text);
        await this.tabTo(target);
        await this.page.keyboard.press('Control+A');
        return this.page.keyboard.insertText(text);
    }
    async said(words) {
        await this.page.waitForFunction(w => document.body.innerText.includes(w), words, { timeout: 5000 })
            .catch(async () => stop(`"${words}" is not on ${this.visit.path()}: ${(await this.page.innerText('main')).slice(0, 300)}`));
    }
}
