/** Of reports and of the preview in a browser; the picture brings its own. */
export const pageStyles = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1e293b; --muted: #566173; --rule: #dde3ea; --raised: #f6f8fb; --link: #1f4fb8;
  --error: #b42323; --warning: #8f5500; --info: #1f4fb8; --hint: #566173; --met: #1d7a4c; --part: #2f6fd0; }
@media (prefers-color-scheme: dark) { :root { --page: #14181f; --text: #e6eaf0; --muted: #a5b0bf; --rule: #333c49; --raised: #1c222b; --link: #8db4ff;
  --error: #ff8d85; --warning: #f0b84f; --info: #8db4ff; --hint: #a5b0bf; --met: #4cc38a; --part: #6ea3f5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
p { margin: .5rem 0; overflow-wrap: anywhere; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0; }
.muted { color: var(--muted); }
code { font: .88em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.arrow-sign { white-space: nowrap; }
.scroll { overflow-x: auto; margin: 0 0 1.25rem; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; overflow-wrap: anywhere; }
:is(#flows, #findings, #accepted, #expectations) + .scroll caption, .hops caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; }
tbody th { font-weight: 400; }
thead th { color: var(--muted); font-size: .85rem; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td ul { margin: .3rem 0; padding-left: 1.1rem; }
.plain { list-style: none; padding: 0; margin: 0; }
summary { cursor: pointer; }
tr:target { background: var(--raised); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.severity, .outcome { font-weight: 600; white-space: nowrap; }
.severity::before, .outcome::before { margin-right: .4em; }
.error { color: var(--error); } .error::before { content: "\\2716"; }
.warning { color: var(--warning); } .warning::before { content: "\\25B2"; }
.info { color: var(--info); } .info::before { content: "\\25CF"; }
.hint { color: var(--hint); } .hint::before { content: "\\25C6"; }
.met { color: var(--met); } .met::before { content: "\\2714"; }
.missed { color: var(--error); } .missed::before { content: "\\2716"; }
.unknown { color: var(--muted); } .unknown::before { content: "?"; }
.picture { overflow: auto; border: 1px solid var(--rule); border-radius: 8px; margin: 1rem 0; max-height: 90vh; }
.picture > svg { display: block; margin: 0 auto; max-width: 100%; height: auto; }
.hops { margin: 0 0 .75rem; }
.share { white-space: nowrap; }
.budget { vertical-align: middle; } .budget .whole { fill: var(--rule); } .budget .part { fill: var(--part); }
${Array.from({ length: 9 }, (_, depth) => `.depth-${depth} { padding-left: ${depth * 0.9}rem; display: inline-block; }`).join('\n')}
@media (max-width: 40rem) { main { padding: 1rem 1rem 3rem; } td:not(.number) { min-width: 11rem; } }
footer { margin-top: 3rem; color: var(--muted); font-size: .85rem; }
@media print {
  body { font-size: 10pt; } main { max-width: none; padding: 0; } nav, .tools { display: none; }
  .scroll, .picture { overflow: visible; max-height: none; } .picture > svg { max-height: 24cm; }
  tr, .picture { break-inside: avoid; } h2 { break-after: avoid; }
}
`;
