/// <reference path="../server/pocketbase.d.ts" />
// The platform as we want it: nobody signs up by himself, and what we do not use is off.
migrate(
	(app) => {
		app.delete(app.findCollectionByNameOrId('users'));

		const settings = app.settings();
		settings.meta.appName = '爱心超市 Love Supermarket';
		settings.batch.enabled = false;
		settings.logs.maxDays = 7;
		settings.logs.minLevel = 4;
		settings.logs.logIP = false;
		// A village sits behind one address: only signing in is limited by it, shop and office routes
		// keep their own count per device and person.
		settings.rateLimits.enabled = true;
		settings.rateLimits.rules = [
			{ label: '*:auth', audience: '', duration: 60, maxRequests: 60 },
			{ label: 'POST /api/devices/pair', audience: '', duration: 60, maxRequests: 20 },
			{ label: 'POST /api/office/set-up', audience: '', duration: 60, maxRequests: 20 },
		];
		app.save(settings);
	},
	() => {
		throw new Error('The first migration has no way back.');
	},
);
