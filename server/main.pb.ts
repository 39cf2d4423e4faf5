/// <reference path="./pocketbase.d.ts" />
// The server's table of contents: addresses and what answers them. No imports and no logic, because
// PocketBase cuts every handler out of this file and runs it on its own.

const small = $apis.bodyLimit(64 * 1024);
const large = $apis.bodyLimit(4 * 1024 * 1024);

// In the shop: a kiosk with its token.
routerAdd('GET', '/api/shop/health', (e) => require(`${__hooks}/app.js`).run('health', e));
routerAdd(
	'GET',
	'/api/shop/shelf',
	(e) => require(`${__hooks}/app.js`).run('shelf', e),
	$apis.gzip(),
);
routerAdd('GET', '/api/shop/printer', (e) => require(`${__hooks}/app.js`).run('shopPrinter', e));
routerAdd(
	'GET',
	'/api/shop/copy',
	(e) => require(`${__hooks}/app.js`).run('villageCopy', e),
	$apis.gzip(),
);
routerAdd('POST', '/api/shop/scan', (e) => require(`${__hooks}/app.js`).run('scan', e), small);
routerAdd(
	'POST',
	'/api/shop/redemptions',
	(e) => require(`${__hooks}/app.js`).run('enterRedemption', e),
	small,
);
routerAdd(
	'POST',
	'/api/shop/redemptions/{id}/reprint',
	(e) => require(`${__hooks}/app.js`).run('reprintFromKiosk', e),
	small,
);
routerAdd('GET', '/api/shop/print-jobs/{id}', (e) =>
	require(`${__hooks}/app.js`).run('printJobView', e),
);
routerAdd(
	'POST',
	'/api/shop/print-jobs/{id}/answer',
	(e) => require(`${__hooks}/app.js`).run('answerPrintJob', e),
	small,
);

// Beside the printer: a print agent with its token.
routerAdd(
	'POST',
	'/api/agent/jobs/take',
	(e) => require(`${__hooks}/app.js`).run('takePrintJob', e),
	small,
);
routerAdd(
	'POST',
	'/api/agent/jobs/{id}/report',
	(e) => require(`${__hooks}/app.js`).run('reportPrintJob', e),
	small,
);
routerAdd(
	'POST',
	'/api/agent/status',
	(e) => require(`${__hooks}/app.js`).run('reportPrinter', e),
	small,
);

// Devices.
routerAdd(
	'POST',
	'/api/devices/pair',
	(e) => require(`${__hooks}/app.js`).run('pairDevice', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/devices',
	(e) => require(`${__hooks}/app.js`).run('addDevice', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/devices/{id}/code',
	(e) => require(`${__hooks}/app.js`).run('renewDeviceCode', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/devices/{id}/revoke',
	(e) => require(`${__hooks}/app.js`).run('revokeDevice', e),
	small,
);

routerAdd(
	'GET',
	'/api/office/devices',
	(e) => require(`${__hooks}/app.js`).run('deviceList', e),
	$apis.gzip(),
);
routerAdd('GET', '/api/office/printer', (e) =>
	require(`${__hooks}/app.js`).run('officePrinter', e),
);

// Town and villages.
routerAdd('GET', '/api/office/set-up', (e) => require(`${__hooks}/app.js`).run('setUpState', e));
routerAdd('POST', '/api/office/set-up', (e) => require(`${__hooks}/app.js`).run('setUp', e), small);
routerAdd(
	'POST',
	'/api/office/villages',
	(e) => require(`${__hooks}/app.js`).run('addVillage', e),
	small,
);

// The office: who is signed in.
routerAdd(
	'GET',
	'/api/office/me',
	(e) => require(`${__hooks}/app.js`).run('officeMe', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/me/password',
	(e) => require(`${__hooks}/app.js`).run('changePassword', e),
	small,
);

// Households, passbooks, settings and staff.
routerAdd(
	'GET',
	'/api/office/households',
	(e) => require(`${__hooks}/app.js`).run('householdList', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/households',
	(e) => require(`${__hooks}/app.js`).run('enrolHousehold', e),
	small,
);
routerAdd(
	'GET',
	'/api/office/households/{id}',
	(e) => require(`${__hooks}/app.js`).run('householdPage', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/households/{id}',
	(e) => require(`${__hooks}/app.js`).run('editHousehold', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/households/{id}/move-out',
	(e) => require(`${__hooks}/app.js`).run('moveOutHousehold', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/households/{id}/return',
	(e) => require(`${__hooks}/app.js`).run('returnHousehold', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/imports/households',
	(e) => require(`${__hooks}/app.js`).run('importHouseholds', e),
	large,
);
routerAdd(
	'POST',
	'/api/office/imports/entries',
	(e) => require(`${__hooks}/app.js`).run('importEntries', e),
	large,
);
routerAdd(
	'GET',
	'/api/office/passbooks',
	(e) => require(`${__hooks}/app.js`).run('passbookList', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/passbooks/open',
	(e) => require(`${__hooks}/app.js`).run('openPassbooks', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/passbooks/replace',
	(e) => require(`${__hooks}/app.js`).run('replacePassbook', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/passbooks/cards',
	(e) => require(`${__hooks}/app.js`).run('passbookCards', e),
	small,
);
routerAdd(
	'GET',
	'/api/office/settings',
	(e) => require(`${__hooks}/app.js`).run('settingsHistory', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/settings',
	(e) => require(`${__hooks}/app.js`).run('setSettings', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/groups',
	(e) => require(`${__hooks}/app.js`).run('addGroup', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/groups/{id}',
	(e) => require(`${__hooks}/app.js`).run('renameGroup', e),
	small,
);
routerAdd(
	'GET',
	'/api/office/staff',
	(e) => require(`${__hooks}/app.js`).run('staffList', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/staff',
	(e) => require(`${__hooks}/app.js`).run('addStaff', e),
	small,
);
routerAdd(
	'POST',
	'/api/office/staff/{id}',
	(e) => require(`${__hooks}/app.js`).run('editStaff', e),
	small,
);
onRecordAuthWithPasswordRequest((e) => require(`${__hooks}/app.js`).guardSignIn(e), 'staff');

// What nobody answers is an honest 404 in JSON; everything else is a file or a page.
routerAdd('GET', '/api/{path...}', () => {
	throw new NotFoundError();
});
routerAdd(
	'GET',
	'/{path...}',
	$apis.static($os.dirFS(`${__hooks}/../kiosk`), true),
	(e) => require(`${__hooks}/app.js`).serveFile(e),
	$apis.gzip(),
);
