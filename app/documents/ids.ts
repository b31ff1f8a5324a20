/** The ids of areas and items. */

const ID = /^[A-Za-z0-9._~-]{1,64}$/;

/** Names that every object has: under such a name a lookup finds what nobody put there. */
export const isObjectName = (id: string): boolean => id in Object.prototype;

/** Whether it may be the id of an area or an item. */
export function isId(id: unknown): id is string {
  return typeof id === "string" && ID.test(id) && !isObjectName(id);
}
