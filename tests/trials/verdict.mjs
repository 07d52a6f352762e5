// What a trial found, line by line, and its last line: "N passed, N failed".
let passed = 0;
let failed = 0;

// Held where there are no problems; at most twenty of them are told.
export function result(title, problems) {
    console.log(`${problems.length === 0 ? "held" : "FAILED"}: ${title}`);
    problems.slice(0, 20).forEach((problem) => console.log(`  ${problem}`));
    problems.length === 0 ? ++passed : ++failed;
}

export function finish() {
    console.log(`${passed} passed, ${failed} failed`);
    process.exit(failed === 0 ? 0 : 1);
}
