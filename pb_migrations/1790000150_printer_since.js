/// <reference path="../server/pocketbase.d.ts" />
// Since when the printer is as its print agent says.
migrate(
	(app) => {
		const devices = app.findCollectionByNameOrId('devices');
		devices.fields.add(new NumberField({ name: 'printer_since', onlyInt: true }));
		app.save(devices);
	},
	(app) => {
		const devices = app.findCollectionByNameOrId('devices');
		devices.fields.removeByName('printer_since');
		app.save(devices);
	},
);
