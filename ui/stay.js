// Before a session ends there is time to say that one is still there: five minutes, one tap.
// The pages of one browser share the session, so what one of them learns the others know.
const WARN_BEFORE_MS = 5 * 60 * 1000;
const SHARED = 'aangemeld-tot';

let endsAt = 0;
let timer = 0;

function learn(seconds) {
    endsAt = Date.now() + seconds * 1000;
    // a moment, nothing of anybody; private windows may refuse it
    try { localStorage.setItem(SHARED, String(endsAt)); } catch { /* this page alone */ }
}

function wait(dialog) {
    clearTimeout(timer);
    const left = endsAt - WARN_BEFORE_MS - Date.now();
    if (left <= 0) {
        if (!dialog.open) dialog.showModal();
    } else {
        if (dialog.open) dialog.close();
        timer = setTimeout(() => wait(dialog), Math.min(left, 2 ** 31 - 1));
    }
}

async function stay(form) {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const note = page.querySelector('.stay');
    if (!note) return false; // it ended after all
    document.querySelector('.stay').firstChild.textContent = note.firstChild.textContent;
    learn(Number(note.dataset.left));
    return true;
}

export function watchSession() {
    const note = document.querySelector('.stay');
    const dialog = document.querySelector('.stay-dialog');
    if (!note || !dialog) return;
    learn(Number(note.dataset.left));
    const form = dialog.querySelector('form');
    form.addEventListener('submit', event => {
        event.preventDefault();
        stay(form).then(done => {
            if (done) wait(dialog);
            else form.submit(); // leads to where one logs in
        }, () => dialog.close()); // no network: the warning comes back
    });
    addEventListener('storage', event => {
        if (event.key !== SHARED || !event.newValue) return;
        endsAt = Number(event.newValue);
        wait(dialog);
    });
    // a telephone that slept has timers that slept too
    document.addEventListener('visibilitychange', () => wait(dialog));
    wait(dialog);
}
