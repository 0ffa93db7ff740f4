/** How a page looks that is handed over: for a browser or a printer, with a box to tick for each part. */
export const pageStyle = `body{font:15px/1.5 "Segoe UI",system-ui,sans-serif;max-width:720px;margin:40px auto;padding:0 24px;color:#1b1b1b}
h1{font-size:24px}h2{font-size:17px;margin-top:28px;break-after:avoid}section{break-inside:avoid}
li{margin:4px 0}code{font:13px Consolas,monospace;background:#f0f0f0;padding:1px 4px}
.box::before{content:"";display:inline-block;width:12px;height:12px;border:1px solid #555;margin-right:10px}`

/** A text that stays text within a page. */
export function escapedMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
