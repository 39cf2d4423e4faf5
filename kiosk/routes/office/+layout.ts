// The back office lives in the browser alone: what it shows depends on who has signed in there.
export const ssr = false;
export const prerender = false;
