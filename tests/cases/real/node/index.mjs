export const answer = async (event) => ({ statusCode: 200, body: JSON.stringify({ path: event.rawPath ?? event.path }) });

export const authorize = async (event) => {
  const allowed = event.authorizationToken === "Bearer rehearsal";
  return {
    principalId: "somebody",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: allowed ? "Allow" : "Deny", Resource: event.methodArn }],
    },
  };
};
