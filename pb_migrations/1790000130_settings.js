/// <reference path="../server/pocketbase.d.ts" />
// Dated village settings, and the answers already given to request keys.
migrate(
	(app) => {
		const villages = app.findCollectionByNameOrId('villages').id;
		const village = {
			name: 'village',
			type: 'relation',
			collectionId: villages,
			required: true,
			maxSelect: 1,
		};
		const ofVillage =
			'@request.auth.collectionName = "staff" && @request.auth.active = true && ' +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';
		const whole = (name) => ({ name, type: 'number', onlyInt: true });
		const text = (name, max) => ({ name, type: 'text', max });

		app.save(
			new Collection({
				type: 'base',
				name: 'settings',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					village,
					text('from_day', 10),
					// Never above 500: five yuan a point (R26).
					{ name: 'fen_per_point', type: 'number', onlyInt: true, min: 1, max: 500 },
					text('receipt_head', 40),
					// Weekdays as digits, 1 (Monday) to 7.
					text('opening_days', 7),
					text('helper_name', 40),
					text('helper_phone', 20),
					text('set_by', 15),
					whole('at'),
				],
				indexes: ['CREATE INDEX idx_settings_from ON settings (village, from_day, at)'],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'requests',
				fields: [
					village,
					{ name: 'request_key', type: 'text', required: true, max: 80 },
					text('route', 60),
					text('hash', 64),
					text('answer', 200000),
					text('asked_by', 15),
					whole('at'),
				],
				indexes: ['CREATE UNIQUE INDEX idx_requests_key ON requests (village, request_key)'],
			}),
		);
		for (const table of ['settings', 'requests']) {
			for (const event of ['UPDATE', 'DELETE']) {
				app
					.db()
					.newQuery(
						`CREATE TRIGGER ${table}_no_${event.toLowerCase()} BEFORE ${event} ON ${table}
						BEGIN SELECT RAISE(ABORT, '${table} are append-only'); END`,
					)
					.execute();
			}
		}
	},
	(app) => {
		for (const name of ['requests', 'settings']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
