// Forms that are sent once and not lost by accident.
const watched = new WeakSet();
let changed = null; // the form with words in it that were not sent

const warn = event => {
    event.preventDefault();
    event.returnValue = true; // older browsers ask for it
};

function mark(form) {
    if (changed === form) return;
    if (!changed) addEventListener('beforeunload', warn);
    changed = form;
}

function clear() {
    changed = null;
    removeEventListener('beforeunload', warn);
}

const PATIENCE_MS = 20000;

// As the browser would have sent it, with the button that was pressed.
function sendPlainly(form, button) {
    if (button?.name) {
        const pressed = document.createElement('input');
        pressed.type = 'hidden';
        pressed.name = button.name;
        pressed.value = button.value;
        form.append(pressed);
    }
    form.submit();
}

function unsent(form, button) {
    delete form.dataset.sent;
    mark(form);
    const words = document.createElement('p');
    words.className = 'inset warning unsent';
    words.setAttribute('role', 'alert');
    form.querySelector('.unsent')?.remove();
    (button ?? form.lastElementChild).before(words);
    // a live region says what changes after it came
    setTimeout(() => { words.textContent = form.dataset.unsent; }, 50);
}

// A form with data-unsent stays as it is until the server has answered: without a network
// the browser would leave the page and what was typed. Sent again, the server knows it by
// its id, also when only the answer was lost.
async function sendKept(form, button) {
    const values = new FormData(form);
    if (button?.name) values.append(button.name, button.value);
    const patience = new AbortController();
    const wait = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
        const answer = await fetch(form.action, {
            method: 'POST', body: new URLSearchParams(values), signal: patience.signal, cache: 'no-store',
        });
        if (answer.status >= 500) return unsent(form, button);
        // errors to mend, a session that ended: a page of its own, shown as ever
        if (!answer.redirected || new URL(answer.url).pathname.startsWith('/aanmelden')) return sendPlainly(form, button);
        form.querySelector('.unsent')?.remove();
        location.assign(answer.url);
    } catch {
        unsent(form, button);
    } finally {
        clearTimeout(wait);
    }
}

export function watchForms(root) {
    for (const form of root.querySelectorAll('form[method="post"]')) {
        if (watched.has(form)) continue;
        watched.add(form);
        form.addEventListener('input', () => mark(form));
        form.addEventListener('submit', event => {
            clear();
            // a second tap while the first is on its way; the server would answer the same
            const isSecond = form.dataset.sent;
            if (isSecond || form.dataset.unsent) event.preventDefault();
            form.dataset.sent = 'yes';
            if (form.dataset.unsent) {
                if (!isSecond) sendKept(form, event.submitter);
                return;
            }
            setTimeout(() => { delete form.dataset.sent; }, 5000);
        });
    }
}

// back with the browser's own button: what was sent may be sent anew
addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
