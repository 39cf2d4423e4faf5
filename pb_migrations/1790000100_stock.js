/// <reference path="../server/pocketbase.d.ts" />
// 库存: batches with their last day, and the chained movements that make them.
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

		app.save(
			new Collection({
				type: 'base',
				name: 'stock_batches',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					to('product', 'products'),
					whole('seq'),
					text('received_on', 10),
					// Empty for goods that keep.
					text('expires_on', 10),
					whole('left_over'),
				],
				indexes: [
					'CREATE INDEX idx_stock_batches_product ON stock_batches (product, expires_on)',
					'CREATE UNIQUE INDEX idx_stock_batches_seq ON stock_batches (village, seq)',
				],
			}),
		);
		app.save(
			new Collection({
				type: 'base',
				name: 'stock_movements',
				listRule: ofVillage,
				viewRule: ofVillage,
				fields: [
					to('village', 'villages'),
					whole('seq'),
					to('product', 'products'),
					to('batch', 'stock_batches'),
					{
						name: 'kind',
						type: 'select',
						required: true,
						values: ['opening', 'stock_in', 'redemption', 'reversal', 'write_off', 'stocktake'],
					},
					whole('quantity'),
					text('expires_on', 10),
					text('day', 10),
					text('redemption', 15),
					text('note', 200),
					text('request_key', 80),
					whole('entered_at'),
					text('entered_by', 15),
					text('hash', 64),
				],
				indexes: [
					'CREATE UNIQUE INDEX idx_stock_movements_seq ON stock_movements (village, seq)',
					'CREATE UNIQUE INDEX idx_stock_movements_key ON stock_movements (village, request_key)',
					'CREATE INDEX idx_stock_movements_batch ON stock_movements (batch)',
					'CREATE INDEX idx_stock_movements_product ON stock_movements (product, seq)',
					'CREATE INDEX idx_stock_movements_redemption ON stock_movements (redemption)',
				],
			}),
		);
		const refuse = (name, when, sentence) =>
			app
				.db()
				.newQuery(
					`CREATE TRIGGER ${name} BEFORE ${when} BEGIN SELECT RAISE(ABORT, '${sentence}'); END`,
				)
				.execute();
		const never = 'stock_movements are append-only';
		refuse('stock_movements_no_update', 'UPDATE ON stock_movements', never);
		refuse('stock_movements_no_delete', 'DELETE ON stock_movements', never);
		refuse(
			'stock_movements_in_order',
			`INSERT ON stock_movements WHEN NEW.seq != 1 + COALESCE(
			(SELECT MAX(seq) FROM stock_movements WHERE village = NEW.village), 0)`,
			'a stock movement is out of order',
		);
		refuse(
			'stock_batches_floor',
			'UPDATE ON stock_batches WHEN NEW.left_over < 0',
			'a batch fell below nothing',
		);
		refuse('stock_batches_no_delete', 'DELETE ON stock_batches', 'batches are never deleted');
		refuse(
			'stock_batches_keep_dates',
			`UPDATE ON stock_batches WHEN NEW.expires_on != OLD.expires_on
			OR NEW.product != OLD.product OR NEW.village != OLD.village`,
			'a batch keeps its product and last day',
		);
	},
	(app) => {
		for (const name of ['stock_movements', 'stock_batches']) {
			app.delete(app.findCollectionByNameOrId(name));
		}
	},
);
