// What a browser with script does more. Every page is whole without it: forms are sent and
// links followed as ever. Runs under `script-src 'self'`: nothing here is evaluated.
import htmx from 'htmx.org';
import { watchForms } from './forms.js';
import { watchSession } from './stay.js';

htmx.config.includeIndicatorCSS = false; // app.css has it
htmx.config.history = false; // pages hold who somebody is: none is kept by the script

function arrive(root) {
    const errors = root.querySelector('.errors');
    if (errors) errors.focus();
    const done = root.querySelector('.done[role="status"]');
    if (done) announce(done);
    watchForms(root);
}

// A status that is there from the start is not read aloud; one that changes is.
function announce(done) {
    const words = done.querySelector('span');
    const text = words.textContent;
    words.textContent = '';
    setTimeout(() => { words.textContent = text; }, 150);
    // asked for again, the page does not say a second time that something was kept
    const address = new URL(location.href);
    if (address.searchParams.has('gedaan')) {
        address.searchParams.delete('gedaan');
        history.replaceState(null, '', address);
    }
}

arrive(document);
watchSession();
document.addEventListener('htmx:after:swap', () => arrive(document));
