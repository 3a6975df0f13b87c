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

export function watchForms(root) {
    for (const form of root.querySelectorAll('form[method="post"]')) {
        if (watched.has(form)) continue;
        watched.add(form);
        form.addEventListener('input', () => mark(form));
        form.addEventListener('submit', event => {
            clear();
            // a second tap while the first is on its way; the server would answer the same
            if (form.dataset.sent) event.preventDefault();
            form.dataset.sent = 'yes';
            setTimeout(() => { delete form.dataset.sent; }, 5000);
        });
    }
}

// back with the browser's own button: what was sent may be sent anew
addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
