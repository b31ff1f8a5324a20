/**
 * What is pasted becomes clean text: the schema drops what it does not know, and here the lists
 * that Word writes as paragraphs become lists, so that a copied action plan comes in as items.
 */
import type { Block, RichText } from "../rich-text";

const WORD_LIST = /mso-list\s*:\s*l\d+\s+level(\d+)/i;

/**
 * Styles are read as data, never applied: the page's security policy forbids inline styles, and
 * would report each one of them even in an inert document.
 */
function disarmStyles(html: string): string {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

const styleOf = (element: Element) => element.getAttribute("data-style") ?? "";

function isWordList(element: Element): boolean {
  return /MsoList/i.test(element.getAttribute("class") ?? "") || WORD_LIST.test(styleOf(element));
}

const BOLD = /font-weight\s*:\s*(bold|[6-9]\d\d)/i;
const NOT_BOLD = /font-weight\s*:\s*(normal|[1-5]\d\d)/i;
const ITALIC = /font-style\s*:\s*italic/i;

/** Word processors write bold and italic as styles, and wrap plain text in a `b` that is none. */
function stylesToTags(page: Document): void {
  for (const element of page.querySelectorAll("b[data-style], strong[data-style]")) {
    if (NOT_BOLD.test(styleOf(element))) element.replaceWith(...element.childNodes);
  }
  for (const element of page.querySelectorAll("span[data-style]")) {
    const tags = [
      ...(BOLD.test(styleOf(element)) ? ["strong"] : []),
      ...(ITALIC.test(styleOf(element)) ? ["em"] : []),
    ];
    for (const tag of tags) {
      const wrapper = page.createElement(tag);
      wrapper.append(...element.childNodes);
      element.append(wrapper);
    }
  }
}

/** The bullet or number that Word wrote in front, in a part marked to be ignored. */
function takeMarker(paragraph: Element): string {
  const markers = [...paragraph.querySelectorAll("span")].filter((span) =>
    /mso-list\s*:\s*Ignore/i.test(styleOf(span)),
  );
  const marker = markers.map((span) => span.textContent ?? "").join("");
  for (const span of markers) span.remove();
  return marker.trim();
}

/** Turns runs of Word's list paragraphs into lists. Works on an inert document: nothing is run. */
export function cleanHtml(html: string): string {
  const page = new DOMParser().parseFromString(disarmStyles(html), "text/html");
  for (const element of page.querySelectorAll("style, script, meta, link, title, o\\:p")) {
    element.remove();
  }
  stylesToTags(page);
  for (const first of [...page.querySelectorAll("p")]) {
    if (!first.isConnected || !isWordList(first)) continue;
    const run: Element[] = [];
    for (
      let next: Element | null = first;
      next?.tagName === "P" && isWordList(next);
      next = next.nextElementSibling
    ) {
      run.push(next);
    }
    const markers = run.map(takeMarker);
    const list = page.createElement(/^\(?[\da-z]+[.)]/i.test(markers[0] ?? "") ? "ol" : "ul");
    first.before(list);
    for (const paragraph of run) {
      const item = page.createElement("li");
      item.append(paragraph);
      list.append(item);
    }
  }
  return page.body.innerHTML;
}

/**
 * The items that pasted text is worth when it lands in an empty item: one for each paragraph and
 * each entry of a list, blank ones left out.
 */
export function splitIntoItems(text: RichText): RichText[] {
  const pieces: Block[][] = [];
  for (const block of text.content) {
    if (block.type === "paragraph") pieces.push([block]);
    else for (const entry of block.content) pieces.push(entry.content);
  }
  const worded = (blocks: readonly Block[]): boolean =>
    blocks.some((b) =>
      b.type === "paragraph"
        ? (b.content ?? []).some((run) => run.text.trim() !== "")
        : b.content.some((entry) => worded(entry.content)),
    );
  return pieces.filter(worded).map((content) => ({ type: "doc", content }));
}
