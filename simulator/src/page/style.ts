/** The look of the page, light and dark, with nothing from elsewhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1c1e21; --soft: #5c6370; --line: #dcdfe4; --page: #ffffff; --card: #f5f6f8;
  --good: #0a6b3b; --wait: #8a5a00; --bad: #a8201a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6e8eb; --soft: #9aa3b0; --line: #333943; --page: #15181d; --card: #1d2128;
    --good: #5fd39a; --wait: #f0c060; --bad: #ff8f87;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem; max-width: 90rem;
  background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif;
}
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
p { margin: .25rem 0; color: var(--soft); }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; padding: 0; list-style: none; }
.numbers li { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .35rem .75rem; }
.numbers b { font-size: 1.15rem; margin-right: .35rem; font-variant-numeric: tabular-nums; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; }
th, td { text-align: left; padding: .3rem .7rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
tr:last-child td { border-bottom: 0; }
th { background: var(--card); color: var(--soft); font-weight: 600; }
td { font-variant-numeric: tabular-nums; }
.id { font-family: ui-monospace, monospace; font-size: .8rem; color: var(--soft); }
.good { color: var(--good); }
.wait { color: var(--wait); }
.bad { color: var(--bad); }
.soft { color: var(--soft); }
`;
