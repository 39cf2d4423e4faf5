/// <reference path="./pocketbase.d.ts" />
// The addresses of the shop's goods; main.pb.ts holds the others. As there, no imports and no logic:
// PocketBase cuts every handler out of its file and runs it on its own.

const littleGoods = $apis.bodyLimit(64 * 1024);
const manyGoods = $apis.bodyLimit(4 * 1024 * 1024);

routerAdd(
	'GET',
	'/api/office/products',
	(e) => require(`${__hooks}/app.js`).run('productList', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/products',
	(e) => require(`${__hooks}/app.js`).run('addProduct', e),
	littleGoods,
);
routerAdd(
	'GET',
	'/api/office/products/{id}',
	(e) => require(`${__hooks}/app.js`).run('productPage', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/products/{id}',
	(e) => require(`${__hooks}/app.js`).run('editProduct', e),
	littleGoods,
);
routerAdd(
	'POST',
	'/api/office/products/{id}/price',
	(e) => require(`${__hooks}/app.js`).run('priceProduct', e),
	littleGoods,
);
routerAdd(
	'POST',
	'/api/office/products/{id}/photo',
	(e) => require(`${__hooks}/app.js`).run('setProductPhoto', e),
	manyGoods,
);
routerAdd(
	'POST',
	'/api/office/products/{id}/photo/remove',
	(e) => require(`${__hooks}/app.js`).run('removeProductPhoto', e),
	littleGoods,
);
routerAdd(
	'POST',
	'/api/office/imports/products',
	(e) => require(`${__hooks}/app.js`).run('importProducts', e),
	manyGoods,
);
routerAdd(
	'POST',
	'/api/office/products/{id}/suspend',
	(e) => require(`${__hooks}/app.js`).run('suspendProduct', e),
	littleGoods,
);
routerAdd(
	'POST',
	'/api/office/products/{id}/resume',
	(e) => require(`${__hooks}/app.js`).run('resumeProduct', e),
	littleGoods,
);
routerAdd(
	'POST',
	'/api/office/stock/opening',
	(e) => require(`${__hooks}/app.js`).run('enterOpeningStock', e),
	manyGoods,
);

// The office looks after the shop: today, redemptions, slips.
routerAdd(
	'GET',
	'/api/office/today',
	(e) => require(`${__hooks}/app.js`).run('officeToday', e),
	$apis.gzip(),
);
routerAdd(
	'GET',
	'/api/office/redemptions',
	(e) => require(`${__hooks}/app.js`).run('redemptionList', e),
	$apis.gzip(),
);
routerAdd(
	'GET',
	'/api/office/redemptions/{id}',
	(e) => require(`${__hooks}/app.js`).run('redemptionPage', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/redemptions/{id}/reprint',
	(e) => require(`${__hooks}/app.js`).run('reprintFromOffice', e),
	littleGoods,
);
routerAdd(
	'POST',
	'/api/office/redemptions/{id}/reverse',
	(e) => require(`${__hooks}/app.js`).run('enterReversal', e),
	littleGoods,
);
routerAdd(
	'POST',
	'/api/office/print-jobs',
	(e) => require(`${__hooks}/app.js`).run('printTestPage', e),
	littleGoods,
);
routerAdd(
	'GET',
	'/api/office/print-jobs/{id}',
	(e) => require(`${__hooks}/app.js`).run('officePrintJob', e),
	$apis.gzip(),
);
routerAdd(
	'POST',
	'/api/office/print-jobs/{id}/answer',
	(e) => require(`${__hooks}/app.js`).run('answerFromOffice', e),
	littleGoods,
);
