/// <reference path="./pocketbase.d.ts" />
// PocketBase's own doors to the data, and which of them stay shut: nobody, a superuser neither, may
// write past the shop's routes (R16). As in main.pb.ts, no imports: every handler is cut out.

onRecordCreateRequest((e) => require(`${__hooks}/app.js`).guardRecord(e));
onRecordUpdateRequest((e) => require(`${__hooks}/app.js`).guardRecord(e));
onRecordDeleteRequest((e) => require(`${__hooks}/app.js`).guardRecord(e));
onCollectionCreateRequest(() => require(`${__hooks}/app.js`).guardCollection());
onCollectionUpdateRequest(() => require(`${__hooks}/app.js`).guardCollection());
onCollectionDeleteRequest(() => require(`${__hooks}/app.js`).guardCollection());
onCollectionsImportRequest(() => require(`${__hooks}/app.js`).guardCollection());

// PocketBase reads 32 MB of whatever anybody sends to a door of its own, signing in included, and
// more where a record is written. A route that says a limit of its own under the same name keeps it.
const untold = $apis.bodyLimit(64 * 1024);
const most = $apis.bodyLimit(4 * 1024 * 1024);
most.id = 'mostOfAnyBody';
routerUse(untold, most);

// These have no hook. Each runs SQL of the asker's own, or puts another database in the place of ours.
const shut = [
	'/api/sql',
	'/api/batch',
	'/api/collections/meta/dry-run-view',
	'/api/collections/{collection}/truncate',
	'/api/backups/upload',
	'/api/backups/{key}/restore',
];

// PocketBase lets nobody take an address away, and a JavaScript middleware would see every request.
// So a second mux of Go's stands before PocketBase's own: it sends these addresses to a mux without
// any, which answers 404, and all others on. A mux is made as Go makes an empty value: from `{}`.
$app.onServe().bindFunc((e: core.ServeEvent) => {
	e.next();
	const { server } = e;
	if (!server) throw new Error('PocketBase has no server to stand before');
	const muxes = arrayOf(server.handler);
	unmarshal([{}, {}], muxes);
	const [front, nobody] = muxes;
	if (!front || !nobody) throw new Error('The doors could not be shut');
	front.handle('/', server.handler);
	for (const address of shut) front.handle(address, nobody);
	server.handler = front;
	// One request a line. PocketBase closes a body that nobody read to its end so that Go does not
	// notice: what is left of it would be taken for the next request, and answered to somebody else.
	server.setKeepAlivesEnabled(false);
});
