/** A text as a string of HTML: what `RichTextView` draws, where drawing it element by element is too much. */
import type { Block, Mark, RichText, TextRun } from "./rich-text";

const SIGNS: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/** Text for HTML, within an element or the quotes of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

function marked(html: string, mark: Mark): string {
  switch (mark.type) {
    case "bold":
      return `<strong>${html}</strong>`;
    case "italic":
      return `<em>${html}</em>`;
    case "link":
      return `<a href="${escapeHtml(mark.attrs.href)}" rel="noopener noreferrer nofollow" target="_blank">${html}</a>`;
    case "bracket":
      return `<span data-bracket="${escapeHtml(mark.attrs.kind)}" data-held-by="${escapeHtml(mark.attrs.delegations.join(", "))}">${html}</span>`;
  }
}

const run = ({ text, marks }: TextRun): string => (marks ?? []).reduce(marked, escapeHtml(text));

function block(node: Block): string {
  if (node.type === "paragraph") {
    return `<p>${node.content?.length ? node.content.map(run).join("") : "<br/>"}</p>`;
  }
  const items = node.content.map((item) => `<li>${item.content.map(block).join("")}</li>`).join("");
  return node.type === "bulletList" ? `<ul>${items}</ul>` : `<ol>${items}</ol>`;
}

/** @param lang of the words. */
export function richTextHtml(text: RichText, lang: string): string {
  return `<div class="rich-text" lang="${escapeHtml(lang)}">${text.content.map(block).join("")}</div>`;
}
