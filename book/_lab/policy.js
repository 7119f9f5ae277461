/* What the page itself may run and load from the moment that the lab is opened: its own files, and
   no text as code. Frames that are made afterwards inherit it. */

/* What a script in a frame bears. */
export const NONCE = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
/* The theme's button for printing: onclick="window.print()". */
const PRINT = "'unsafe-hashes' 'sha256-MguIPR6qNR8D3B+eAlK+bIRTZe8t3wkOY4B/56Me9FU='";

export function confine() {
  const own = location.protocol === "file:" ? "file:" : "'self'";
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = [
    `default-src ${own}`,
    `script-src ${own} blob: 'wasm-unsafe-eval' 'nonce-${NONCE}' ${PRINT}`,
    `worker-src ${own} blob:`,
    `style-src ${own} 'unsafe-inline'`,
    `img-src ${own} data: blob:`,
    `font-src ${own} data:`,
    `connect-src ${own}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${own}`,
  ].join("; ");
  document.head.append(policy);
}
