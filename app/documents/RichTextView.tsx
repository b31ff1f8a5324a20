import { Fragment, type ReactNode } from "react";
import type { Block, Mark, RichText, TextRun } from "./rich-text";

function marked(text: ReactNode, mark: Mark): ReactNode {
  switch (mark.type) {
    case "bold":
      return <strong>{text}</strong>;
    case "italic":
      return <em>{text}</em>;
    case "link":
      return (
        <a href={mark.attrs.href} rel="noopener noreferrer nofollow" target="_blank">
          {text}
        </a>
      );
    case "bracket":
      return (
        <span data-bracket={mark.attrs.kind} data-held-by={mark.attrs.delegations.join(", ")}>
          {text}
        </span>
      );
  }
}

function run({ text, marks }: TextRun): ReactNode {
  return (marks ?? []).reduce<ReactNode>(marked, text);
}

// A text has no identities of its own to key by; it is always drawn whole.
function block(node: Block, key: number): ReactNode {
  if (node.type === "paragraph") {
    return (
      <p key={key}>
        {node.content?.length ? (
          node.content.map((part, i) => <Fragment key={String(i)}>{run(part)}</Fragment>)
        ) : (
          <br />
        )}
      </p>
    );
  }
  const items = node.content.map((item, i) => <li key={String(i)}>{item.content.map(block)}</li>);
  return node.type === "bulletList" ? <ul key={key}>{items}</ul> : <ol key={key}>{items}</ol>;
}

/**
 * A text as plain HTML, looking as it does in the editor.
 * @param lang of the words, which need not be the reader's.
 */
export function RichTextView({ text, lang }: { text: RichText; lang: string }) {
  return (
    <div className="rich-text" lang={lang}>
      {text.content.map(block)}
    </div>
  );
}
