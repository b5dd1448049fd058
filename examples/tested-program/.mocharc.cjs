module.exports = { require: ["ts-node/register"], spec: ["test/*.test.ts"] };
