// Mocha's spec reporter with one closing line that any machine can read, and what failed told to the process above, which says it last.
const { Runner, reporters } = require('mocha')

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    const failed = []
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) => failed.push(`${test.fullTitle()}\n${error.stack ?? error.message}`))
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      process.stdout.write(`\n${this.stats.passes} passed, ${this.stats.failures} failed\n`)
      process.send?.({ failed })
    })
  }
}
