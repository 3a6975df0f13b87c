// What a browser with script does more: the page is whole without it.
const summary = document.querySelector('.errors');
if (summary) summary.focus();
