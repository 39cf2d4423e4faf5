/** The screens live in the browser alone: PocketBase serves them as plain files. */
export const ssr = false;
