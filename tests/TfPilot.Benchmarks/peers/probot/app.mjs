// Verifies a delivery and forgets it.
export default (app) => app.on("issue_comment.created", () => {});
