/** One sheet for screen, phone and paper. Every pair of colours has a contrast of at least 4.5 to 1. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1c2430; --faint: #566070; --line: #d5dae1; --shade: #f3f5f8;
  --good: #0b6b3a; --good-shade: #e6f4ec; --bad: #a3142a; --bad-shade: #fbe9eb; --open: #7a4b00; --open-shade: #fdf3df;
  --read: #64748b; --written: #2f6fb5; --loaded: #2f6fb5; --verified: #15803d;
  --rejected: #c2334a; --filtered: #b7791f; --merged: #7e57b8; --band: #9db4cf66; --took: #2f6fb5; --planned: #9aa5b5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161c; --ink: #e6eaf0; --faint: #a3adbb; --line: #333c48; --shade: #1b212a;
    --good: #6fd79c; --good-shade: #12301f; --bad: #ff98a5; --bad-shade: #3a161c; --open: #f3c26b; --open-shade: #33270f;
    --read: #8b98aa; --written: #5c9be0; --loaded: #5c9be0; --verified: #3fb56e;
    --rejected: #ef6b80; --filtered: #dca54a; --merged: #ab8ae0; --band: #5c7da666; --took: #5c9be0; --planned: #5d6878;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
p { margin: .5rem 0; }
.about, figcaption { color: var(--faint); font-size: .875rem; }
.about { overflow-wrap: anywhere; }
.verdict { border-left: .4rem solid; border-radius: .25rem; padding: .75rem 1rem; margin: 1rem 0; }
.verdict h2 { border: 0; margin: 0; padding: 0; font-size: 1.25rem; line-height: 1.3; }
.verdict ul { margin: .5rem 0 0; padding-left: 1.25rem; }
.verified { border-color: var(--good); background: var(--good-shade); }
.verified h2 { color: var(--good); }
.failed { border-color: var(--bad); background: var(--bad-shade); }
.failed h2 { color: var(--bad); }
.open { border-color: var(--open); background: var(--open-shade); }
.open h2 { color: var(--open); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .5rem; margin: 1rem 0; }
dl div { background: var(--shade); border-radius: .25rem; padding: .5rem .75rem; }
dt { color: var(--faint); font-size: .8125rem; }
dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
.key { white-space: nowrap; margin-left: .5rem; }
.key::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .3em; background: currentColor; }
.key-written::before { background: var(--written); }
.key-rejected::before { background: var(--rejected); }
.key-filtered::before { background: var(--filtered); }
.key-merged::before { background: var(--merged); }
.scroll { overflow-x: auto; margin: .75rem 0; }
.scroll:focus-visible { outline: 2px solid var(--written); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 400; }
thead th { color: var(--faint); font-weight: 500; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wrong { color: var(--bad); font-weight: 600; }
ul { padding-left: 1.25rem; }
li { overflow-wrap: anywhere; }
@media (max-width: 600px) {
  .wide { display: none; }
  .narrow { display: block; }
  h1 { font-size: 1.25rem; }
  .long table, .long caption, .long tbody, .long tr, .long th, .long td { display: block; width: auto; border: 0; padding: 0; text-align: left; }
  .long thead { display: none; }
  .long tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  .long th, .long td { display: grid; grid-template-columns: 6.5rem 1fr; gap: .5rem; overflow-wrap: anywhere; white-space: normal; }
  .long th::before, .long td::before { content: attr(data-of); color: var(--faint); font-weight: 400; }
}
@page { size: A4; margin: 14mm; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .wide { display: block; }
  .narrow { display: none; }
  dl { grid-template-columns: repeat(6, 1fr); }
  .first:has(figure) { break-after: page; }
  .scroll { overflow: visible; }
  h2, caption { break-after: avoid; }
  tr, figure, .verdict { break-inside: avoid; }
  thead { display: table-header-group; }
  .verdict, dl div, .key::before, svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
