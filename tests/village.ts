/** The town in which the tests play is the town of the demo. */
export * from '#start/demo/cast';
export * from '#start/demo/staff';
