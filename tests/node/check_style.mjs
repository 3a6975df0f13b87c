// What a machine can see of a style: check_style.mjs FILE.css
//   - directions are logical, so that the page mirrors where reading goes from right to left
//   - colours are named in :root, for light and dark; every pair that can meet is measured
//     (WCAG 2.2: text 7:1, because pages are read outdoors; edges and focus 3:1)
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// what another file of the house brings is looked at for directions; its colours are its own
const own = readFileSync(process.argv[2], 'utf8');
const brought = [...own.matchAll(/^@import "(\.[^"]+)";$/gm)].map(m => m[1]);
const text = own.replace(/^@import "\.[^"]+";$/gm, '').replace(/\/\*[\s\S]*?\*\//g, m => m.replace(/[^\n]/g, ' '));
const complaints = [];
const lineOf = at => text.slice(0, at).split('\n').length;

const PHYSICAL = new RegExp([
    '(?<![-\\w])(margin|padding|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)\\s*:',
    '(?<![-\\w])border-(left|right|top|bottom)(-\\w+)*\\s*:',
    '(?<![-\\w])border-(top|bottom)-(left|right)-radius\\s*:',
    '(?<![-\\w.])(left|right|top|bottom)\\s*:',
    '(?<![-\\w])(text-align|float|clear|caption-side)\\s*:\\s*(left|right)',
    '(?<![-\\w])(width|height|min-width|max-width|min-height|max-height)\\s*:(?![^{;]*\\))',
].join('|'), 'g');
for (const found of text.matchAll(PHYSICAL))
    complaints.push(`${lineOf(found.index)}: physical direction: ${found[0].trim()}`);
for (const name of brought)
    for (const found of readFileSync(new URL(name, pathToFileURL(process.argv[2])), 'utf8').matchAll(PHYSICAL))
        complaints.push(`1: physical direction in ${name}: ${found[0].trim()}`);
for (const found of text.matchAll(/!important|url\(|@import/g))
    complaints.push(`${lineOf(found.index)}: not in this style: ${found[0]}`);

// themes: the first :root is light, the one inside prefers-color-scheme: dark is dark
const roots = [...text.matchAll(/:root\s*\{([^}]*)\}/g)].map(m =>
    Object.fromEntries([...m[1].matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(v => [v[1], v[2]])));
if (roots.length !== 2) complaints.push(`1: expected a light and a dark :root, found ${roots.length}`);
const outside = text.replace(/:root\s*\{[^}]*\}/g, m => m.replace(/[^\n]/g, ' '));
const printed = outside.replace(/@media print[\s\S]*$/, '');
for (const found of printed.matchAll(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi))
    complaints.push(`${lineOf(found.index)}: a colour without a name: ${found[0]}`);

const TEXT = 7, EDGE = 3;
const PAIRS = [
    ...['ground', 'sheet', 'shade', 'chosen', 'good-ground', 'warn-ground', 'wrong-ground'].map(b => ['ink', b, TEXT]),
    ...['ground', 'sheet', 'shade'].map(b => ['quiet', b, TEXT]),
    ...['ground', 'sheet', 'shade'].map(b => ['link', b, TEXT]),
    ...['ground', 'sheet', 'wrong-ground'].map(b => ['wrong', b, TEXT]),
    ['act', 'sheet', TEXT], ['on-act', 'act', TEXT], ['on-act', 'act-over', TEXT], ['on-mark', 'mark', TEXT],
    ['good', 'good-ground', TEXT], ['warn', 'warn-ground', TEXT],
    ...['ground', 'sheet', 'shade'].map(b => ['edge', b, EDGE]),
    ...['ground', 'sheet', 'shade', 'chosen', 'good-ground', 'wrong-ground'].map(b => ['focus', b, EDGE]),
    ...['ground', 'shade', 'chosen'].map(b => ['act', b, EDGE]),
];
const light = c => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
const luminance = hex => {
    const [r, g, b] = [1, 3, 5].map(i => light(parseInt(hex.slice(i, i + 2), 16)));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
};
let least = Infinity;
roots.forEach((theme, i) => {
    for (const [front, back, bar] of PAIRS) {
        if (!theme[front] || !theme[back]) {
            complaints.push(`1: ${i ? 'dark' : 'light'}: no colour --${theme[front] ? back : front}`);
            continue;
        }
        const found = contrast(theme[front], theme[back]);
        if (bar === TEXT) least = Math.min(least, found);
        if (found < bar)
            complaints.push(`1: ${i ? 'dark' : 'light'}: --${front} on --${back} is ${found.toFixed(2)}:1, expected ${bar}:1`);
    }
});
// what is used as a colour of text or as a ground is measured above
const used = property => new Set([...outside.matchAll(new RegExp(`(?<![-\\w])${property}:\\s*var\\(--([\\w-]+)`, 'g'))].map(m => m[1]));
for (const name of used('color'))
    if (!PAIRS.some(p => p[0] === name)) complaints.push(`1: --${name} is a colour of text that is not measured`);
for (const name of used('background'))
    if (!PAIRS.some(p => p[1] === name)) complaints.push(`1: --${name} is a ground that is not measured`);

for (const c of complaints) console.error(`${process.argv[2]}:${c}`);
if (complaints.length) process.exit(1);
console.log(`${PAIRS.length * 2} pairs of colours, the least of text ${least.toFixed(1)}:1; no physical direction`);
