/** Every other address: a page that says so, in the reader's language and colours. */
export function loader() {
  throw new Response(null, { status: 404 });
}

/** A page, though never shown: without one the bare answer would be sent instead of words. */
export default function Nowhere() {
  return null;
}
