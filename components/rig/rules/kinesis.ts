import type { GatewayArgs } from "../../args";
import { shown, type Problem } from "../../validation/problem";
import type { ConfiguredVariables } from "../configuredVariables";
import { imageTag, isOwnImage } from "../image";

/** Kinesis with an image that has no Java. */
export function kinesisProblems({ image }: Partial<GatewayArgs>, variables: ConfiguredVariables): Problem[] {
    const tag = imageTag(image);
    return variables.text("KINESIS_ENABLED") === "true" &&
        isOwnImage(image) &&
        tag !== undefined &&
        !tag.startsWith("aws-")
        ? [
              {
                  path: variables.path("KINESIS_ENABLED"),
                  message: `Kinesis needs Java, and the image tag ${shown(tag)} has none. Set image.tag to aws-${tag}.`,
              },
          ]
        : [];
}
