import { registerHooks } from 'node:module';

let isKnown = false;

/**
 * Lets Node load the files of @zxing/library that the kiosk takes: they name each other without
 * ".js", which bundlers forgive and Node does not. What needs them is imported afterwards.
 */
export function letNodeLoadZxing(): void {
	if (isKnown) return;
	isKnown = true;
	registerHooks({
		resolve(name, context, next) {
			const isInside = context.parentURL?.includes('/@zxing/library/es2015/') ?? false;
			return next(isInside && /^\.[^?]*(?<!\.js)$/.test(name) ? `${name}.js` : name, context);
		},
	});
}
