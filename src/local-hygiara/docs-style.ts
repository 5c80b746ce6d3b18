/** The style sheet of the page for people; an own address, because the page's policy allows nothing inline. */
export const docsStyle = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { max-width: 62rem; margin: 0 auto; padding: 2rem 1.5rem 6rem; }
h1 { font-size: 1.9rem; margin: 0 0 0.25rem; }
h2 { margin: 3rem 0 0.5rem; border-bottom: 1px solid #8884; padding-bottom: 0.25rem; }
h3 { margin: 2rem 0 0.25rem; font-size: 1.05rem; }
h4 { margin: 1rem 0 0.25rem; font-size: 0.9rem; }
code, pre { font: 0.88em/1.5 ui-monospace, monospace; }
pre { padding: 0.9rem 1rem; overflow-x: auto; background: #8881; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.9rem 0.3rem 0; border-top: 1px solid #8883; }
th { font-weight: 600; }
.fields td:nth-child(1) { width: 11rem; }
.fields td:nth-child(2) { width: 14rem; }
.method { display: inline-block; min-width: 4.2rem; font-weight: 700; }
.quiet { opacity: 0.75; }
:target { background: #fd02; }
a { color: inherit; }
`
