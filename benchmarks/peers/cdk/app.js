const { App, RemovalPolicy, Stack } = require("aws-cdk-lib");
const { CorsHttpMethod, HttpApi, HttpMethod } = require("aws-cdk-lib/aws-apigatewayv2");
const { HttpLambdaIntegration } = require("aws-cdk-lib/aws-apigatewayv2-integrations");
const { AttributeType, Table, TableV2 } = require("aws-cdk-lib/aws-dynamodb");
const { Architecture, Code, Function, Runtime } = require("aws-cdk-lib/aws-lambda");

const REGIONS = ["eu-central-1", "eu-west-1", "us-west-2"];
const FUNCTIONS = {
  "get-key": { handler: "get_key.main", method: HttpMethod.GET, path: "/{key}", write: false },
  "set-key": { handler: "set_key.main", method: HttpMethod.POST, path: "/{key}", write: true },
  health: { handler: "health.main", method: HttpMethod.GET, path: "/health", write: false },
};

function tableIn(stack, region) {
  if (region !== REGIONS[0]) return Table.fromTableName(stack, "keyvalues", "keyvalues");
  return new TableV2(stack, "keyvalues", {
    tableName: "keyvalues",
    partitionKey: { name: "key", type: AttributeType.STRING },
    replicas: REGIONS.slice(1).map((name) => ({ region: name })),
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

const app = new App();
for (const region of REGIONS) {
  const stack = new Stack(app, `keyvalue-${region}`, { env: { account: "123456789012", region } });
  const table = tableIn(stack, region);
  const api = new HttpApi(stack, "api", {
    corsPreflight: { allowOrigins: ["*"], allowHeaders: ["content-type"], allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST] },
  });
  for (const [name, { handler, method, path, write }] of Object.entries(FUNCTIONS)) {
    const code = new Function(stack, name, {
      code: Code.fromAsset("src"),
      handler,
      runtime: Runtime.PYTHON_3_13,
      architecture: Architecture.ARM_64,
      environment: { TABLE_KEYVALUES: "keyvalues" },
    });
    if (write) table.grantWriteData(code);
    else table.grantReadData(code);
    api.addRoutes({ path, methods: [method], integration: new HttpLambdaIntegration(`${name}-route`, code) });
  }
}
app.synth();
