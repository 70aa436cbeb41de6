import { integer, string, type Values } from "@tributary/config";

/** How MongoDB is reached. */
export const mongoConfig = {
  MONGODB_URI: string(
    "Where MongoDB is, by default mongodb://127.0.0.1:27017; replica set, TLS and log-in as its options say. A write concern in it takes the place of majority with journal",
    { default: "mongodb://127.0.0.1:27017", secret: true },
  ),
  MONGODB_DATABASE: string("Database that holds the collections; two clusters of Kafka need two", {
    default: "tributary",
  }),
  MONGODB_USERNAME: string("Login name, where the URI has none", { optional: true }),
  MONGODB_PASSWORD: string("Login password, where the URI has none", { optional: true, secret: true }),
  MONGODB_TLS_CA_FILE: string(
    "PEM file of the authority that signed the servers' certificates; turns TLS on, the host name is always checked",
    { optional: true },
  ),
  MONGO_MAX_POOL_SIZE: integer("Most connections of the writer to each server", {
    default: 10,
    minimum: 1,
    maximum: 1_000,
  }),
};
export type MongoConfig = Values<typeof mongoConfig>;
