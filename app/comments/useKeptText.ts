import { useEffect, useState } from "react";

/**
 * A text being written that outlives its form: hidden by a filter, closed with its sheet or
 * loaded again with the page, it is still there. Kept in this tab only, and only until it is
 * emptied.
 */
export function useKeptText(name: string): [string, (text: string) => void] {
  const key = `comment:${name}`;
  const [text, setText] = useState("");
  useEffect(() => {
    setText(read(key));
  }, [key]);
  return [
    text,
    (next) => {
      setText(next);
      keep(key, next);
    },
  ];
}

// Storage may be switched off in the browser: the text is then kept by the form alone.
function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keep(key: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    return;
  }
}
