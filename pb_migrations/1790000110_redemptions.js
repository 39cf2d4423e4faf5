/// <reference path="../server/pocketbase.d.ts" />
// 兑换, its lines and 兑换券: written once, with the ledger entry that spends the points.
migrate(
	(app) => {
		const idOf = (name) => app.findCollectionByNameOrId(name).id;
		const to = (name, collection) => {
			return {
				name,
				type: 'relation',
				collectionId: idOf(collection),
				required: true,
				maxSelect: 1,
			};
		};
		const ofVillage =
			'@request.auth.collectionName = "staff" && @request.auth.active = true && ' +
			'((@request.auth.village != "" && village = @request.auth.village) || ' +
			'(@request.auth.village = "" && village.town = @request.auth.town))';
		const whole = (name) => ({ name, type: 'number', onlyInt: true });
		const text = (name, max) => ({ name, type: 'text', max });
		const readable = { listRule: ofVillage, viewRule: ofVillage };

		app.save(
			new Collection({
				type: 'base',
				name: 'vouchers',
				...readable,
				fields: [
					to('village', 'villages'),
					{ name: 'number', type: 'text', required: true, max: 24 },
					to('household', 'households'),
					to('cycle', 'cycles'),
					whole('points'),
					text('issued_on', 10),
					text('expires_on', 10),
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_vouchers_number ON vouchers (village, number)',
					'CREATE INDEX idx_vouchers_cycle ON vouchers (village, cycle)',
				],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'voucher_acts',
				...readable,
				fields: [
					to('village', 'villages'),
					to('voucher', 'vouchers'),
					{
						name: 'act',
						type: 'select',
						required: true,
						values: ['issue', 'use', 'return', 'void', 'lapse'],
					},
					whole('position'),
					text('redemption', 15),
					whole('at'),
					text('by', 15),
				],
				indexes: ['CREATE UNIQUE INDEX idx_voucher_acts ON voucher_acts (voucher, position)'],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'redemptions',
				...readable,
				fields: [
					to('village', 'villages'),
					{ name: 'number', type: 'text', required: true, max: 24 },
					// The code in the receipt's QR; it opens nothing but the receipt.
					{ name: 'code', type: 'text', required: true, max: 15 },
					to('household', 'households'),
					to('passbook', 'passbooks'),
					to('account', 'accounts'),
					to('device', 'devices'),
					to('voucher', 'vouchers'),
					text('day', 10),
					whole('at'),
					whole('cost'),
					whole('spendable_before'),
					whole('spendable_after'),
					whole('total'),
					whole('fen_per_point'),
					{ name: 'request_key', type: 'text', required: true, max: 80 },
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_redemptions_number ON redemptions (village, number)',
					'CREATE UNIQUE INDEX idx_redemptions_code ON redemptions (code)',
					'CREATE UNIQUE INDEX idx_redemptions_key ON redemptions (village, request_key)',
					'CREATE INDEX idx_redemptions_day ON redemptions (village, day, at)',
					'CREATE INDEX idx_redemptions_household ON redemptions (household, at)',
				],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'redemption_lines',
				...readable,
				fields: [
					to('village', 'villages'),
					to('redemption', 'redemptions'),
					whole('position'),
					to('product', 'products'),
					text('name', 40),
					text('english', 60),
					text('unit', 8),
					whole('quantity'),
					whole('points_each'),
					whole('points'),
					whole('reference_price_fen'),
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_redemption_lines ON redemption_lines (redemption, position)',
					'CREATE INDEX idx_redemption_lines_product ON redemption_lines (product)',
				],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'reversals',
				...readable,
				fields: [
					to('village', 'villages'),
					to('redemption', 'redemptions'),
					to('entry', 'ledger_entries'),
					{ name: 'reason', type: 'text', required: true, max: 200 },
					text('by', 15),
					whole('at'),
				],
				indexes: ['CREATE UNIQUE INDEX idx_reversals ON reversals (redemption)'],
			}),
		);
		const tables = ['vouchers', 'voucher_acts', 'redemptions', 'redemption_lines', 'reversals'];
		for (const table of tables) {
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
		const tables = ['reversals', 'redemption_lines', 'redemptions', 'voucher_acts', 'vouchers'];
		for (const name of tables) app.delete(app.findCollectionByNameOrId(name));
	},
);
