module.exports = {
  backmap: {
    input: process.env.DOCUMENT,
    output: {
      target: "sdk/index.ts",
      client: "fetch",
      override: { mutator: { path: "send.ts", name: "send" } },
    },
  },
};
