/// <reference path="./pocketbase.d.ts" />
// The stage: only for tests and for making the demo, never part of a shop's server.

routerAdd(
	'POST',
	'/api/stage/clock',
	(e) => {
		const { at } = e.requestInfo().body;
		$app.store().set('love.clock', at ? String(at) : '');
		e.json(200, { at });
	},
	$apis.requireSuperuserAuth(),
);
routerAdd(
	'POST',
	'/api/stage/reopen',
	(e) => {
		// Lets go of the writing connection, as PocketBase does after three idle minutes.
		const pool = $app.nonconcurrentDB().db();
		pool.setMaxIdleConns(0);
		pool.setMaxIdleConns(1);
		// What a transaction of before has read is forgotten.
		$app.store().set('love.synchronous', 0);
		const model = new DynamicModel({ synchronous: 0 });
		$app.nonconcurrentDB().newQuery('PRAGMA synchronous').one(model);
		e.json(200, { synchronous: model.synchronous });
	},
	$apis.requireSuperuserAuth(),
);

// What the last transaction itself read as its own durability: 2 is FULL.
routerAdd(
	'GET',
	'/api/stage/synchronous',
	(e) => {
		e.json(200, { seen: $app.store().get('love.synchronous') });
	},
	$apis.requireSuperuserAuth(),
);

// How many statements are kept ready.
routerAdd(
	'GET',
	'/api/stage/prepared',
	(e) => {
		const names = Object.keys($app.store().getAll());
		e.json(200, { count: names.filter((name) => name.startsWith('love.statement ')).length });
	},
	$apis.requireSuperuserAuth(),
);

// The domain's tables, replayed in goja: same rules in both runtimes.
routerAdd(
	'POST',
	'/api/stage/domain',
	(e) => {
		const { cases } = JSON.parse(JSON.stringify(e.requestInfo().body));
		const { outcomeOf } = require(`${__hooks}/domain-calls.js`);
		const outcomes = cases.map((each: { call: string; given: unknown[] }) =>
			outcomeOf(each.call, each.given),
		);
		e.blob(200, 'application/json', toBytes(JSON.stringify({ outcomes })));
	},
	// The longest tables are beyond what may be sent to a route that says nothing.
	$apis.bodyLimit(4 * 1024 * 1024),
	$apis.requireSuperuserAuth(),
);
